"""The demonstration: fictional people and texts around real facts, played through the same operations as people."""

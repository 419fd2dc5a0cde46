"""The platform read-only."""

"""Spaces: what they are, how they are built, entered, suspended and removed."""

"""Pages of the life of a space."""

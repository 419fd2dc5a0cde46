"""Pages of the two keys."""

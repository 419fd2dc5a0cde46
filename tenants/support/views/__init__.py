"""Pages of support inside a space."""

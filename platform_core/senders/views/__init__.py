"""Pages of the sender."""

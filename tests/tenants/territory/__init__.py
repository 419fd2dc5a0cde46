"""The shipped geography."""

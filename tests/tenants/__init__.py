"""The slices of spaces and of what surrounds them."""

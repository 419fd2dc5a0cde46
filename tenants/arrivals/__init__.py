"""Spaces that come from an archive: received, checked whole, loaded as new spaces, compared, opened."""

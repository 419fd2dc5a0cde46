"""The same gestures, for who has a shell."""

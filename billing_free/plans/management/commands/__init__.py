"""The same gestures as in the console, for who has a shell."""

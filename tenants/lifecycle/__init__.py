"""The life of a space as its team and the operators lead it: archive, delete, undo, move to another address."""

"""The portable archive: one file that holds everything of a space, written, checked, compared and loaded."""

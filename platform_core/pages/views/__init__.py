"""Pages read by everybody, and written by the team."""

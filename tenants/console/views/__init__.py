"""Pages of the console, on the apex site, for operators with a second factor."""

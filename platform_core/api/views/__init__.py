"""Pages of tokens and of the documentation; the API's own addresses."""

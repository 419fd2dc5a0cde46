"""Private files: checked by their content, stored apart for each space, served only after a check."""

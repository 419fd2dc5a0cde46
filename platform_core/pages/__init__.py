"""The pages a space must have (legal, charter, accessibility) and those it adds."""

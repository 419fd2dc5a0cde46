"""Lists of contributions: search in French, filters, sorting, pages, and addresses one can share."""

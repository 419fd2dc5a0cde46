"""Fair use and reciprocity in place of invoices."""

"""Tags of pages of accounts."""

"""Writing a contribution of any kind: its form, its files, those that resemble it, its history, its withdrawal."""

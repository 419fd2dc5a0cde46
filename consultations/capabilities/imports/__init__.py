"""Imports: a team brings a file, sees what it would give, then takes it in; twice is once."""

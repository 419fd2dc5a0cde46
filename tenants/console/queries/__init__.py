"""Reads of the console. All of the platform's tables, but for the failures of the one space that is looked at."""

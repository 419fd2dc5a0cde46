"""Reads of the process: public pages, team pages, what is missing."""

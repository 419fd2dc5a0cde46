"""Addresses: in the console, in a space."""

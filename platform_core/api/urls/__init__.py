"""Addresses of the API that belong to no slice, and pages of tokens."""

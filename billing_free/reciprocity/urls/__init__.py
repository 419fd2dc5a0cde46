"""Addresses of reciprocity."""

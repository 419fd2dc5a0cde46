"""Addresses: those of the platform and those of a space."""

"""Spaces: opening, domains, life, directory and the operator's console."""

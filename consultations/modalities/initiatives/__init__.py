"""Initiatives: an action that exists, shown so that others may be inspired."""

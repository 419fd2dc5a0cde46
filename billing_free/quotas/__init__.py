"""Quotas: how much a space may use, one door to ask, and what happens when it is full."""

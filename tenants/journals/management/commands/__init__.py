"""Seal, check and shorten logs."""

"""Logs, sealed and compared."""

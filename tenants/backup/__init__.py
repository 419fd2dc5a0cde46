"""Backups of each space alone: made every night, sealed, kept for a while, restored beside the live one, switched."""

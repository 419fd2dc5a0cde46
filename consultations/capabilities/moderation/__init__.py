"""Moderation: report, read, hide with a reason, restore, and a public account of the rules."""

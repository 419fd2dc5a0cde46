"""Announcements, for who has a shell: list, write, withdraw."""

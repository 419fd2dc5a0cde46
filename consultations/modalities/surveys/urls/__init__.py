"""Addresses of surveys: participants', the team's."""

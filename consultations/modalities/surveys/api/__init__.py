"""Surveys through the API: what they ask, what was answered in all, one's own answers."""

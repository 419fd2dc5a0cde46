"""The REST API: its conventions, errors, tokens and schema."""

"""Letters that leave from the organiser's own mail server."""

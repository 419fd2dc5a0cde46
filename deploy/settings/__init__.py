"""Settings: base, then development, test and production, each of which says only what differs."""

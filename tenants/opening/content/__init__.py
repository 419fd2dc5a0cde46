"""The commons charter, accepted when a space is opened."""

"""The platform's own legal pages."""

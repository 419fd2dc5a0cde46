"""The public face of the platform: home, directory of spaces, legal pages."""

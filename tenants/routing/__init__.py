"""From a host name to a space."""

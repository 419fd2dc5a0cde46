"""A space under a domain name of its own."""

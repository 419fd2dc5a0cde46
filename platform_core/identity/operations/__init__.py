"""Every write of providers and identities."""

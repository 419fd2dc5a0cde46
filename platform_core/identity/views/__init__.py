"""Pages of sign-in by a provider."""

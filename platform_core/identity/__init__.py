"""Sign-in by a provider of the space's choice (OpenID Connect): FranceConnect, ProConnect, or one's own."""

"""OpenID Connect, as a client: what a provider says of itself, its keys, leaving for it, and what one brings back."""

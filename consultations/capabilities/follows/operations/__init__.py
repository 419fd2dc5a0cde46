"""Follow, and tell those who do."""

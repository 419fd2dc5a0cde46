"""Plans: what operators decide for a space (plan, raised limits), what its team asks, and the pages of both."""

"""The ways to take part, one folder each; none knows another."""

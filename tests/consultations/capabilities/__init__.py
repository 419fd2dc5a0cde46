"""What acts on any contribution."""

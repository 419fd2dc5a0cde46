"""Pages of plans: the team's and the operators'."""

"""Comments: threads under any contribution, for, against or neutral."""

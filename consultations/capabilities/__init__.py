"""What can be done with any contribution (comment, support, moderate…), knowing no modality."""

"""The whole platform read-only for a while: everything is still read, nothing is written, and everybody is told why."""

"""What became of a contribution: a state, and a reasoned official answer."""

"""Pages: of operators, in the console; of teams, in their space."""

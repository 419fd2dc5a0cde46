"""Pages of reciprocity: public, of teams, of operators."""

"""Reciprocity: what spaces give to the commons, and the yearly account of what it used and cost."""

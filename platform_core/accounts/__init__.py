"""People: residents and teams in a space, operators on the platform; and the structures they speak for."""

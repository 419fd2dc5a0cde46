"""Pages of the process: those of participants, and those of the team."""

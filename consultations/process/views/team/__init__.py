"""Pages of the team: dashboard, list, wizard, overview, and the gestures that are confirmed."""

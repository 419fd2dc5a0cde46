"""An operator inside a space: by the team's consent or by breaking the glass, for a time, watched, and never taking part."""

"""What operators say to the teams of spaces: written once, shown above the pages of teams, sent to administrators if asked."""

"""Legal hold: a space whose contents a court, an authority or an inquiry asks to keep cannot be deleted."""

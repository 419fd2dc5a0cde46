"""How long, how many, and what is asked for."""

from __future__ import annotations

from datetime import timedelta

LONGEST_CONSENT = 72  # hours that a team may give
LONGEST_BREAK_GLASS = timedelta(hours=2)
SHORTEST_REASON = 30  # characters, to break the glass: "bug" is no reason
LINK_LASTS = timedelta(minutes=5)
LOG_NAME = "operators"
DOMAIN = "assistance.invalid"  # .invalid never receives mail (RFC 2606)

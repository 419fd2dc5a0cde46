"""How long texts may be, and how often a letter that cannot be written is tried."""

from __future__ import annotations

LONGEST = 1500  # characters: it is read above every page of a team
ATTEMPTS = 5  # one a minute; beyond, an operator relaunches

"""How much is too much, and how long things last."""

from __future__ import annotations

from datetime import timedelta

HOUR = timedelta(hours=1)
CODE_LIFE = timedelta(minutes=20)
CODE_ATTEMPTS = 5  # wrong guesses, after which a code is dead
CODES_PER_EMAIL = 5  # an hour: at most 25 guesses in a million
CODES_PER_ORIGIN = 20  # an hour, from one network address
SHOWN_FOR = timedelta(minutes=30)  # once proved, in one browser
KEPT = timedelta(days=1)  # a code, once it is worth nothing
PURPOSE = "founders.code"

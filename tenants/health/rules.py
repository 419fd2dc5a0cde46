"""How much is too much for each thing that is watched, and how long before people are told."""

from __future__ import annotations

from datetime import timedelta

TOLD_AFTER = timedelta(minutes=2)  # down for that long: what comes back by itself at once wakes nobody
LONG_TRANSACTION = timedelta(minutes=10)  # beyond, it keeps old rows and holds locks
LATE = timedelta(minutes=15)  # a delivery or a letter that should have left
STUCK = timedelta(hours=2)  # the same, when it is no longer a mere delay
DEPTH = 1000  # messages of a queue: beyond, its worker does not follow
FULLER, FULL = 0.80, 0.95  # of the disk
BUSIER, BUSY = 0.70, 0.90  # of the connections that the database accepts
NAMED = 5  # spaces named in a line; the list has the others

"""What is checked of a domain, and how often. No database."""

from __future__ import annotations

from datetime import datetime, timedelta

MOST = 5  # domains of a space: with and without www, an old and a new name
CHALLENGE = "_citoyens-en-communs"  # the name, under the domain, of the TXT record that proves who holds it

TEXT_MISSING, TEXT_OTHER = "text_missing", "text_other"
ADDRESS_MISSING, ADDRESS_ELSEWHERE = "address_missing", "address_elsewhere"
SILENT = "silent"  # the DNS could not be asked: proves nothing
TAKEN = "taken"  # all is right, but another space proved it first

FAILURES = 3  # checks in a row, over…
GRACE = timedelta(hours=24)  # …that long, before a domain stops being trusted
SOON, LATER = timedelta(minutes=10), timedelta(hours=1)  # between checks of a domain not proved yet
EAGER, PATIENT = timedelta(days=2), timedelta(days=14)  # how long it is checked so; then only when asked
TRUSTED, DOUBTED = timedelta(hours=6), timedelta(hours=2)  # between checks of one that is in service
BUTTON = timedelta(seconds=10)  # between two checks asked for by hand


def next_check(now: datetime, *, claimed_at: datetime, verified: bool, failing: bool) -> datetime | None:
    """Return when to look again; None: only when somebody asks."""
    if verified:
        return now + (DOUBTED if failing else TRUSTED)
    if now - claimed_at < EAGER:
        return now + SOON
    return now + LATER if now - claimed_at < PATIENT else None


def is_lost(now: datetime, *, failures: int, failing_since: datetime | None) -> bool:
    """Tell whether a domain in service has failed enough to be trusted no more."""
    return failures >= FAILURES and failing_since is not None and now - failing_since >= GRACE

"""Rules of the console: how old is late, and what of a technical error may be read."""

from __future__ import annotations

import re
from datetime import timedelta

LATE_AFTER = timedelta(minutes=15)  # the relay looks every 20 s: what is later than this is stuck
SILENT_AFTER = timedelta(minutes=4)  # the clock asks for a heartbeat every minute
ACTIVITY_STEP = timedelta(hours=1)  # the date of the last activity is not written more often

HIDDEN = "[…]"
# Values, as PostgreSQL, Python and mail servers quote them in their errors. What looks like the name of a column, of a
# class or of a key is left: that is what the error is about.
ADDRESS = re.compile(r"\S*@\S*")  # whatever touches the sign: an address may hold nearly any mark
KEY_VALUES = re.compile(r"=\s*\([^)]*\)")
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
NAME = re.compile(r"['\"][A-Za-z_][\w.]{0,60}['\"]")
LINK = re.compile(r"https?://\S+")
NUMBERS = re.compile(
    r"(?<![\w.])\+?\d(?:[ .-]?\d){7,}(?!\w)|\b(?:\d{1,3}\.){3}\d{1,3}\b|\b(?:[0-9a-f]{0,4}:){3,}[0-9a-f]{0,4}\b"
)
DETAILS = re.compile(r"\b(?:DETAIL|CONTEXT|HINT|QUERY|parameters)\s*:.*", re.IGNORECASE | re.DOTALL)
LONGEST = 300


def scrubbed(error: str) -> str:
    """Return what of a technical error an operator may read: its kind and its sense, without the values it quotes.

    Addresses, telephone and network numbers, links, quoted texts and the row that PostgreSQL shows are taken out.
    """
    text = DETAILS.sub("", error)
    text = KEY_VALUES.sub(f"=({HIDDEN})", text)
    text = QUOTED.sub(_quoted, text)
    text = LINK.sub(HIDDEN, text)
    text = ADDRESS.sub(HIDDEN, text)
    text = NUMBERS.sub(HIDDEN, text)
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _quoted(found: re.Match[str]) -> str:
    return found[0] if NAME.fullmatch(found[0]) else HIDDEN

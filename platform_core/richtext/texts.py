"""Text as people type or paste it, made clean before it is checked or stored."""

import re
from unicodedata import normalize

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

# Never meant by a person, or able to deceive the next reader: control characters, lone surrogates, non-characters, marks
# that reverse the direction of what follows (Unicode TR 36), invisible filling (soft hyphen, zero-width space, word
# joiner, byte order mark). Joiners (emoji, Persian) and the directional marks of Arabic and Hebrew stay.
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# A living language puts at most three marks on one letter; piles of them paint over the neighbours' text.
_MARKS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILES = re.compile(f"({_MARKS}{{3}}){_MARKS}+")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")


def clean_text(text: str) -> str:
    """The text in NFC, lines ended by LF, at most one blank line in a row, stripped; what could deceive is removed."""
    text = _REMOVED.sub("", _NEWLINES.sub("\n", text))
    text = _PILES.sub(r"\1", normalize("NFC", text))
    return _BLANK_LINES.sub("\n\n", text).strip()


def clean_line(text: str) -> str:
    """As `clean_text`, on one line: for names and titles. Every run of blanks is one space."""
    return " ".join(clean_text(text).split())

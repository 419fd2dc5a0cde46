"""Folding French names, so that what people type meets what the official list says."""

import re
import unicodedata

# Saint is written in full in every official name of a commune; people and postmen shorten it.
_SHORTENED = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_POSTAL_PREPOSITIONS = ((re.compile(r"\bs/"), "sur "), (re.compile(r"\bss/"), "sous "))
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
# Words that link the others: they count neither in initials nor as the end of a shortened name.
LINKS = frozenset(
    {
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "et",
        "en",
        "sur",
        "sous",
        "lez",
        "pour",
        "par",
        "dans",
        "a",
        "au",
        "aux",
    }
)
_NOT_A_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return ``text`` in lower case, without accents or punctuation, words separated by one space.

    “St”, “Ste” become “saint”, “sainte”; the postal “s/” becomes “sur”. Folding twice changes nothing.
    """
    lowered = text.casefold().translate(_LIGATURES)
    for pattern, word in _POSTAL_PREPOSITIONS:
        lowered = pattern.sub(word, lowered)
    decomposed = unicodedata.normalize("NFKD", lowered).casefold()
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(_SHORTENED.get(word, word) for word in _NOT_A_WORD.sub(" ", bare).split())


def initials(text: str) -> str:
    """Return the initials of the words that count (“mel” for Métropole européenne de Lille)."""
    return "".join(word[0] for word in fold(text).split() if word not in LINKS)


def french_order(text: str) -> tuple[str, str]:
    """Return a sort key in French alphabetical order (accents and hyphens do not count, then break ties)."""
    return fold(text), text

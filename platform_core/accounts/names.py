"""Compare names as people read them."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """Return the letters and digits of a text, lower case and without accents: « Évêché 2 » is `eveche2`."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in apart if letter.isalnum())

"""French as it is printed: spaces that may not break a line inside guillemets and before double punctuation.

The source is written with ordinary spaces, which everybody can type; the catalogue `typography/fr` replaces them.
"""

import re

NO_BREAK, NARROW = "\u00a0", "\u202f"
# Lexique des règles typographiques en usage à l’Imprimerie nationale: « word » and the colon take a word space, the others a
# thin one. `%%` is a percent sign in a message that holds values.
WIDE = re.compile(r"(?<=«) | (?=»)|(?<=\S) (?=:(?:\s|$|<))")
THIN = re.compile(r"(?<=\S) (?=[;!?](?:\s|$|[»)<]))|(?<=[\d)s}]) (?=(?:%%|%(?=[\s.,;:!?)»<]|$)|€))")


def typeset(text: str) -> str:
    """Return a sentence with the spaces of print. Values (`%(name)s`, `{name}`) and tags stay as they are."""
    return THIN.sub(NARROW, WIDE.sub(NO_BREAK, text))

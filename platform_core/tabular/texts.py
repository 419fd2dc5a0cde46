"""Text made harmless for a spreadsheet: no formula, nothing that XML or a cell cannot hold."""

import re

# What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets): control characters, lone surrogates, U+FFFE and U+FFFF.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEWLINES = re.compile("\r\n?")

# A spreadsheet reads a cell as a formula when it begins so, after what it or a person's import step strips: white space,
# invisible marks, quotes. Full-width signs count: Excel in some languages folds them (OWASP, "CSV Injection").
_SKIPPED = r"[\s\"'`«»‘’“”\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
_FORMULA = re.compile(_SKIPPED + r"[=+\-@\t\r＝＋－＠]")


def spreadsheet_text(text: str) -> str:
    """The text without the characters that XML refuses, its line ends as one LF."""
    if not text.isprintable():
        text = _NEWLINES.sub("\n", _NOT_XML.sub("", text))
    return text


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula when it opens a CSV file."""
    return not text[:1].isalnum() and _FORMULA.match(text) is not None


def csv_text(text: str) -> str:
    """The text for a CSV cell: a leading apostrophe when it could be taken for a formula."""
    if text.isprintable():
        return f"'{text}" if looks_like_formula(text) else text
    kept = _NOT_XML.sub("", text)
    readable = _NEWLINES.sub("\n", kept)
    return f"'{readable}" if looks_like_formula(kept) else readable

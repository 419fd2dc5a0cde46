"""Plain text and CSV: no mark at their start, so the name says which, and the content must hold nothing but text."""

import re

from platform_core.files.kinds import KINDS
from platform_core.files.scanning import Scan

_MARKED_UP = re.compile(rb"\s*<", re.DOTALL)


def text_kind(seen: Scan, extension: str) -> str:
    """Which of "txt" and "csv" it is, when the file is text and is named so; "" otherwise.

    Markup anywhere, or at the start, is refused: a browser that guesses would show it as a page.
    """
    start = seen.start.removeprefix(b"\xef\xbb\xbf")
    if seen.binary or seen.markup or seen.pdf or _MARKED_UP.match(start):
        return ""
    return next((kind for kind in ("txt", "csv") if extension in KINDS[kind].extensions), "")

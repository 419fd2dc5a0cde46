"""Text as OpenDocument paragraphs."""

import re
from xml.sax.saxutils import escape

from platform_core.tabular.texts import spreadsheet_text

# OpenDocument folds white space as HTML does: runs of spaces and tabs have elements of their own (ODF 1.3, part 3, 6.1).
_FOLDED = re.compile("^ | $|  +|\t")


def paragraphs(text: str) -> str:
    """The text as <text:p> elements, one per line, white space kept."""
    lines = escape(spreadsheet_text(text)).split("\n")
    return "".join(f"<text:p>{_FOLDED.sub(_space, line)}</text:p>" for line in lines)


def _space(match: re.Match[str]) -> str:
    found = match[0]
    return "<text:tab/>" if found == "\t" else f"<text:s text:c='{len(found)}'/>"

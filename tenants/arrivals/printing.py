"""A comparison as a terminal shows it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tenants.archive.comparing import Line
from tenants.archive.rows import Digest

WIDTH = 34


def table_of(lines: list[Line], left: str, right: str) -> Iterator[str]:
    """Yield a line a table: rows and the beginning of the checksum on each side, and whether they are the same."""
    yield f"{'table':{WIDTH}} {left[-22:]:>22} {right[-22:]:>22}"
    for line in lines:
        yield f"{line.name:{WIDTH}} {_side(line.left):>22} {_side(line.right):>22} {'=' if line.same else _('DIFFÉRENT')}"


def _side(digest: Digest | None) -> str:
    return "–" if digest is None else f"{digest.rows} {digest.sha256[:12]}"

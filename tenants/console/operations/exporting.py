"""Keep a trace of what leaves the console."""

from __future__ import annotations

from django.db import transaction

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record


@transaction.atomic
def note_export(*, by: Actor, table: str, filters: dict[str, str], rows: int) -> None:
    """Write that a table was downloaded, how it was filtered and how many rows it had.

    A search is what somebody typed, perhaps an address: only that there was one is kept.
    """
    require("console.export", by)
    kept = {name: value if name != "q" else "…" for name, value in filters.items()}
    record("console.export", by=by, table=table, filters=kept, rows=rows)

"""Make an export from the moment it is taken up: the work between the short transactions of `operations.building`."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from consultations.capabilities.exports.bundles import Counter, Order, write_bundle
from consultations.capabilities.exports.models import Export
from consultations.capabilities.exports.operations.building import Stopped, claim_export, finish_export, note_progress
from consultations.capabilities.exports.queries import chosen
from platform_core import scope
from platform_core.access import System
from platform_core.files.models import private_storage

SELF = System("exports")
FOLDER = "exports"


def make_export(export_id: int) -> bool:
    """Build an export that waits, or that a silent worker left; returns whether its file is now offered.

    Killed anywhere, it leaves an export that is taken up again after some minutes, and at most a file that nobody is
    offered and that the next attempt removes.
    """
    export = claim_export(by=SELF, export_id=export_id)
    if export is None:
        return False
    name = name_of(export)
    target = Path(private_storage().path(name))
    target.parent.mkdir(parents=True, exist_ok=True)
    remove_leftovers(export, target)
    try:
        rows = _write(export, target)
        finish_export(by=SELF, export=export, name=name, size=target.stat().st_size, rows=rows)
    except Stopped:
        target.unlink(missing_ok=True)
        return False
    return True


def name_of(export: Export) -> str:
    """Return where the file of this attempt goes; nothing of it comes from a person."""
    run = export.run.hex if export.run else ""
    return f"{scope.schema_name()}/{FOLDER}/{export.pk}-{run}.zip"


def remove_leftovers(export: Export, target: Path) -> None:
    """Remove what earlier attempts left."""
    for path in target.parent.glob(f"{export.pk}-*"):
        if path.name != target.name:
            path.unlink(missing_ok=True)


def _write(export: Export, target: Path) -> int:
    order = Order(
        title=export.consultation.title,
        offers=chosen(export),
        formats=export.formats,
        with_personal=export.with_personal,
        is_open=export.is_open,
        producer=scope.current().name,
        produced_at=timezone.localtime(),
    )
    total = order.total()
    counter = Counter(lambda rows: note_progress(by=SELF, export=export, rows=rows, total=total))
    counter.say(0)
    write_bundle(target, order, counter)
    return counter.rows

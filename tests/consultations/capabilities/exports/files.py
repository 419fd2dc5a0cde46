"""Ask for exports, have them built, look into them; and a dataset as long and as slow as a test wants."""

from __future__ import annotations

import csv
import io
import json
import time
import zipfile
from collections.abc import Iterator
from typing import Any

from consultations.capabilities.exports.making import make_export
from consultations.capabilities.exports.models import Export
from consultations.capabilities.exports.operations.asking import request_export
from consultations.capabilities.exports.queries import offered
from consultations.process.datasets import register_dataset
from consultations.process.modality import Dataset
from consultations.process.models import Consultation, Step
from platform_core.accounts.models import User
from platform_core.tabular import Column
from tests.platform_core.notifications.telling import deliver

LONG = "Étape longue"
ROWS = 3000


def _long_rows(step: Step) -> Iterator[list[Any]]:
    for n in range(ROWS):
        time.sleep(float(step.settings.get("pause", 0)))
        yield [n, f"ligne {n}", f"{n}@example.org"]


register_dataset(
    Dataset(
        "longues",
        "Lignes",
        lambda step: [
            Column("id", "Numéro", kind="integer"),
            Column("text", "Texte"),
            Column("email", "E-mail", personal=True),
        ],
        _long_rows,
        count=lambda step: ROWS,
    ),
    of=lambda step: step.title == LONG,
)


def ask(by: User, consultation: Consultation, *slugs: str, formats: tuple[str, ...] = ("csv",), **more: Any) -> Export:
    """Ask for the datasets with these names (all of them without a name)."""
    keys = [one.key for one in offered(consultation) if not slugs or one.dataset.slug in slugs]
    return request_export(by=by, consultation=consultation, datasets=keys, formats=formats, **more)


def built(export: Export) -> Export:
    """Have an export built here and now."""
    assert make_export(export.pk)
    deliver()
    export.refresh_from_db()
    return export


def inside(export: Export) -> dict[str, bytes]:
    """Return the files of a ready export, by name."""
    with export.content.open("rb") as file, zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def lines_of(file: bytes) -> list[dict[str, str]]:
    """Return the lines of a CSV."""
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig")), delimiter=";"))


def texts_of(file: bytes) -> str:
    """Return all that is in a JSON, as text."""
    return json.dumps(json.loads(file), ensure_ascii=False)

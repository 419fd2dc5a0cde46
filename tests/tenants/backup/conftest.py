"""A furnished space, and where its backups go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tenants.spaces.models import Space
from tests.tenants.archive.spaces import passing
from tests.tenants.arrivals.conftest import clean


@pytest.fixture(autouse=True)
def backups(settings: pytest.FixtureRequest, tmp_path: Path, private_folder: None) -> Path:
    settings.BACKUP_ROOT = tmp_path / "sauvegardes"  # type: ignore[attr-defined]  # pytest-django's settings
    return tmp_path / "sauvegardes"


@pytest.fixture
def town(real_db: None, backups: Path) -> Iterator[Space]:
    from tenants.spaces.scopes import platform  # noqa: PLC0415 (only here)

    with platform():
        before = set(Space.objects.values_list("pk", flat=True))
    with passing("orchies") as space:
        yield space
    clean(before)

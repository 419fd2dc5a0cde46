"""Archives in files, and spaces made of them, taken away at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tenants.arrivals.models import Arrival
from tenants.arrivals.operations import request_arrival
from tenants.spaces.models import Space
from tenants.spaces.operations import delete_space
from tenants.spaces.scopes import platform
from tests import making
from tests.tenants.archive.conftest import archive, entries, kept_folder, source

__all__ = ["archive", "entries", "kept_folder", "source"]
LABEL = "seclin-copie"
Bring = Callable[..., Arrival]


@pytest.fixture(autouse=True)
def private_folder(settings: pytest.FixtureRequest, kept_folder: Path, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = kept_folder  # type: ignore[attr-defined]  # pytest-django's settings
    settings.ARRIVALS_ROOT = tmp_path / "arrivees"  # type: ignore[attr-defined]  # likewise


@pytest.fixture
def bring(real_db: None, tmp_path: Path) -> Iterator[Bring]:
    """Return `bring(archive, label)`: an arrival of these bytes. What comes of it is taken away at the end."""

    def one(content: bytes, label: str = LABEL) -> Arrival:
        path = tmp_path / "arrivee.zip"
        path.write_bytes(content)
        with platform():
            return request_arrival(by=making.SYSTEM, label=label, path=path, name="arrivee.zip", in_background=False)

    with platform():
        before = set(Space.objects.values_list("pk", flat=True))
    yield one
    clean(before)


def clean(before: set[int]) -> None:
    """Take away the spaces and the arrivals made since."""
    with platform():
        Arrival.objects.all().delete()
        for space in Space.objects.exclude(pk__in=before):
            delete_space(by=making.SYSTEM, space=space, reason="fin de l’essai", at_once=True)
            Space.objects.filter(pk=space.pk).delete()

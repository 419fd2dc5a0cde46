"""One furnished space and its archive for the tests of this folder: reading it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tenants.spaces.models import Space
from tests.tenants.archive.spaces import Entries, archived, entries_of, passing


@pytest.fixture(scope="package")
def kept_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("archived")


@pytest.fixture(scope="package")
def source(
    spaces: tuple[Space, Space], kept_folder: Path, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Space]:
    """A space that holds something of everything."""
    before, settings.MEDIA_ROOT = settings.MEDIA_ROOT, kept_folder
    with django_db_blocker.unblock(), passing("seclin-archive") as space:  # type: ignore[attr-defined]  # pytest-django's blocker
        yield space
    settings.MEDIA_ROOT = before


@pytest.fixture(scope="package")
def archive(source: Space, django_db_blocker: pytest.FixtureRequest) -> bytes:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        return archived(source)


@pytest.fixture
def entries(archive: bytes) -> Entries:
    return entries_of(archive)


@pytest.fixture(autouse=True)
def private_folder(settings: pytest.FixtureRequest, kept_folder: Path) -> None:
    """The files of the archived space stay where they are from one test to the next."""
    settings.MEDIA_ROOT = kept_folder  # type: ignore[attr-defined]  # pytest-django's settings

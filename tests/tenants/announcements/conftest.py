"""An operator signed in, a team, and announcements to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tenants.announcements.models import Announcement
from tenants.announcements.operations import Words, publish_announcement
from tenants.spaces.models import Space
from tests import making
from tests.tenants.console.conftest import browser, operator

__all__ = ["browser", "operator"]
Say = Callable[..., Announcement]


@pytest.fixture(autouse=True)
def as_before(spaces: tuple[Space, Space]) -> Iterator[None]:
    """Give the two spaces, which all tests share, back as they were."""
    before = [dict(one.__dict__) for one in spaces]
    yield
    for one, values in zip(spaces, before, strict=True):
        one.__dict__.update(values)


def words(**given: Any) -> Words:
    known = {
        "title": "Coupure mardi",
        "body": "De **20 h** à 22 h.",
        "level": "maintenance",
        "starts_at": timezone.now() - timedelta(minutes=1),
        "ends_at": timezone.now() + timedelta(days=1),
        "audience": "Tous les espaces",
        "with_letter": False,
    }
    return Words(**{**known, **given})


@pytest.fixture
def say(db: None) -> Say:
    """Return `say(**words)`: an announcement, to everybody unless `spaces` says to whom."""

    def one(**given: Any) -> Announcement:
        with making.in_platform():
            return publish_announcement(by=making.SYSTEM, words=words(**given))

    return one

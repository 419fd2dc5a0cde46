"""Fixtures for what really builds spaces: nothing is rolled back, each test removes what it made."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from allauth.account.models import EmailAddress

from platform_core.accounts.models import User
from platform_core.mail.models import Email
from tenants.opening.models import SpaceRequest
from tenants.spaces import registry
from tenants.spaces.models import Space
from tenants.spaces.operations import delete_space
from tests import making


@pytest.fixture
def built(real_db: None) -> Iterator[None]:
    """Work on the platform for real; requests, letters and spaces made here are removed."""
    with making.in_platform():
        before = set(Space.objects.values_list("pk", flat=True))
        yield
    with making.in_platform():
        SpaceRequest.objects.all().delete()
        Email.objects.all().delete()
        for model in (EmailAddress, User):  # without looking into tables that the platform does not have
            model.objects.all()._raw_delete("default")
        for space in Space.objects.exclude(pk__in=before):
            delete_space(by=making.SYSTEM, space=space, reason="fin de l’essai", at_once=True)
            space.delete(force_drop=False)


@pytest.fixture
def starter() -> Iterator[Callable[[Callable[[Space], None]], None]]:
    """Return `starter(fill)`, which adds something to new spaces for the length of a test."""
    known = registry.starters()
    yield lambda fill: registry.on_opening("tests.starter", fill)
    if "tests.starter" not in known:
        registry._starters.pop("tests.starter", None)

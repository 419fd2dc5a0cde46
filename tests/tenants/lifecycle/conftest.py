"""Operators, and a space put in any state of its life."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.spaces.models import Deletion, Origin, Space, State
from tenants.spaces.rules import FROZEN, GRACE
from tests import making

Put = Callable[..., Space]


@pytest.fixture(autouse=True)
def as_before(spaces: tuple[Space, Space]) -> Iterator[None]:
    """Give the two spaces, which all tests share, back as they were: operations change the object at hand."""
    before = [dict(one.__dict__) for one in spaces]
    yield
    for one, values in zip(spaces, before, strict=True):
        one.__dict__.update(values)


@pytest.fixture
def operator(platform: None) -> User:
    return making.make_user("odile@example.org", "Odile", roles=[Role.OPERATOR])


@pytest.fixture
def colleague(operator: User) -> User:
    return making.make_user("karim@example.org", "Karim", roles=[Role.OPERATOR])


@pytest.fixture
def put(spaces: tuple[Space, Space]) -> Put:
    """Return `put(state, space=None)`: the space (`lille`) as it would be in that state, read anew."""

    def into(state: State, space: Space | None = None) -> Space:
        chosen = space or spaces[0]
        with making.in_platform():
            fields = {"state": state, "state_since": timezone.now(), "delete_at": None, "reopens_as": ""}
            if state == State.SCHEDULED:
                fields["delete_at"] = timezone.now() + GRACE
                Deletion.objects.create(
                    space=chosen, origin=Origin.TEAM, reason="Fin", state_before="active", approved_at=timezone.now()
                )
            Space.objects.filter(pk=chosen.pk).update(**fields)
            found: Space = Space.objects.get(pk=chosen.pk)
            return found

    return into


FROZEN_STATES = sorted(FROZEN)


@pytest.fixture
def young(space: Space) -> Space:
    """Return the space (`lille`) as it is just after it was built."""
    with making.in_platform():
        Space.objects.filter(pk=space.pk).update(opened_at=None)
        found: Space = Space.objects.get(pk=space.pk)
        return found

"""An operator, and an operator inside the space."""

from __future__ import annotations

import pytest
from django.test import Client

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tenants.support.models import SupportAccess
from tenants.support.operations import offer_access, open_entry
from tests import making


@pytest.fixture
def operator(spaces: tuple[Space, Space], space: Space) -> User:
    with making.in_platform():
        return making.make_user("odile@example.org", "Odile", roles=[Role.OPERATOR])


def link(space: Space, operator: User, access: SupportAccess) -> str:
    """Return the path that leads in."""
    with making.in_platform():
        return f"/assistance/{open_entry(by=operator, space=space, access=access)}/"


@pytest.fixture
def access(space: Space, administrator: User) -> SupportAccess:
    """An access that the team offered, for four hours."""
    return offer_access(by=administrator, hours=4, reason="Une page reste blanche.")


@pytest.fixture
def inside(space: Space, visit: making.Visit, operator: User, access: SupportAccess) -> Client:
    """The operator's browser, inside the space."""
    browser = visit()
    assert browser.post(link(space, operator, access)).status_code == 302
    access.refresh_from_db()
    return browser

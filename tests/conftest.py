"""Fixtures: a real database with the platform and two spaces, built once a session; each test is rolled back."""

from __future__ import annotations

import os
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.postgresql.current import connection
from tenants.spaces.models import Space
from tests import making

# A slow machine is not a fault: no deadline for each example.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name files by their argument, not by their bytes: made anew in each process, they differ by their dates."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest, worker_id: str) -> Iterator[None]:
    """Make one database per test process, as the owner; the tests then connect as the application does."""
    name = f"test_{settings.DATABASES['owner']['NAME']}_{worker_id}"[:50]
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        making.make_database(name)
        yield
        making.drop_database(name)


@pytest.fixture(scope="session")
def worker_id() -> str:
    """Name this test process, alone or under xdist."""
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.fixture(scope="session")
def spaces(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> tuple[Space, Space]:
    """Build two spaces through the operations that people use: `lille` and `amiens`."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        return making.make_space("lille", name="Ville de Lille"), making.make_space("amiens", name="Amiens")


@pytest.fixture
def db(_django_db_helper: None, spaces: tuple[Space, Space]) -> Iterator[None]:
    """Give access to the database, rolled back afterwards (which needs a scope to be done from)."""
    yield
    if connection.tenant is None:
        connection.set_schema_to_public()


@pytest.fixture
def real_db(spaces: tuple[Space, Space], django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Give access to the database without a transaction around: the test removes what it made."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        yield


@pytest.fixture
def platform(db: None) -> None:
    """Work on the platform."""
    connection.set_schema_to_public()


@pytest.fixture
def space(db: None, spaces: tuple[Space, Space]) -> Space:
    """Work in the space `lille`."""
    connection.set_tenant(spaces[0])
    return spaces[0]


@pytest.fixture
def other_space(spaces: tuple[Space, Space]) -> Space:
    """Return the space `amiens`, without entering it (use `making.in_space`)."""
    return spaces[1]


@pytest.fixture
def resident(space: Space) -> User:
    """Return someone with an account in `lille`."""
    return making.make_user("resident@example.org", "Camille")


@pytest.fixture
def administrator(space: Space) -> User:
    """Return an administrator of `lille`."""
    return making.make_user("admin@example.org", "Équipe de Lille", roles=[Role.ADMINISTRATOR])


@pytest.fixture
def moderator(space: Space) -> User:
    """Return a moderator of `lille`."""
    return making.make_user("moderation@example.org", "Modération", roles=[Role.MODERATOR])


@pytest.fixture
def visit(space: Space) -> making.Visit:
    """Return `visit(user=None, at=None)`: a browser on `lille` (or another space), signed in or not."""
    return making.Visit(space)


@pytest.fixture(autouse=True)
def nowhere() -> Iterator[None]:
    """Start and end every test nowhere (this ends after the database's transaction was rolled back)."""
    yield
    connection.leave_scope()


@pytest.fixture(autouse=True)
def private_folder(settings: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give every test its own folder for files."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")  # type: ignore[attr-defined]  # pytest-django's settings

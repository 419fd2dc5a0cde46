"""Two server processes on one database, a broker and a space of their own: what is written is committed, then taken away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tenants.spaces.models import Space
from tenants.spaces.operations import delete_space
from tests import making
from tests.concurrency.crowd import Client, Servers
from tests.e2e.site import clean, served
from tests.worker.servers import broker


@pytest.fixture(scope="package")
def servers(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Servers]:
    """Serve the site twice, by two processes that share nothing but the database; wait until both answer."""
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())  # type: ignore[attr-defined]  # pytest-django's blocker
        url = stack.enter_context(broker(tmp_path_factory.mktemp("broker")))
        known = {"REDIS_URL": url, "NUM_PROXIES": "1"}  # as behind the proxy: the address of a visitor is forwarded
        homes = [tmp_path_factory.mktemp(name) for name in ("first", "second")]
        first, second = (stack.enter_context(served(home, **known)) for home in homes)
        first.redis_url = second.redis_url = url
        for one in (first, second):
            assert Client(one, "citoyens.test").send("GET", "/healthz").status == 200
        yield first, second


@pytest.fixture
def town(servers: Servers) -> Iterator[Space]:
    """Make a space that has no other use."""
    office = servers[0]
    made = office.do(lambda: making.make_space("foule"))
    yield made
    office.do(lambda: remove(made))


@pytest.fixture
def platform_rows(servers: Servers) -> Iterator[None]:
    """Take away what a test leaves on the platform: requests, letters, accounts, spaces."""
    before = set(servers[0].do(lambda: list(Space.objects.values_list("pk", flat=True))))
    yield
    servers[0].do(lambda: clean(before))


def remove(space: Space) -> None:
    delete_space(by=making.SYSTEM, space=space, reason="fin de l’essai", at_once=True)
    space.delete(force_drop=False)

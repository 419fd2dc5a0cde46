"""A DNS of the tests' own, in which the platform is at two addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.conf import LazySettings
from django.utils import timezone

from platform_core.access import System
from platform_core.accounts.models import User
from tenants.domains.looking import look
from tenants.domains.models import OwnDomain
from tenants.domains.operations import claim_domain, note_check
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.outside.naming import Names, name_server

NAME = "participer.exemple.fr"
HERE = "192.0.2.10"
SELF = System("domains")


@pytest.fixture
def names(settings: LazySettings) -> Iterator[Names]:
    with name_server() as served:
        settings.DNS_SERVERS = [served.address]
        served.records = {("citoyens.test", "A"): [HERE], ("citoyens.test", "AAAA"): ["2001:db8::10"]}
        yield served


def set_up(names: Names, domain: OwnDomain) -> None:
    """Do in the DNS what the page asks for."""
    names.records[domain.name, "CNAME"] = ["citoyens.test"]
    names.records[domain.challenge, "TXT"] = [domain.token]


def check(domain: OwnDomain, at: datetime | None = None) -> OwnDomain:
    """Do what the worker does; returns the row as it is now."""
    with making.in_platform():
        held = OwnDomain.objects.select_related("space").get(pk=domain.pk)
        note_check(by=SELF, domain=held, seen=look(held), at=at or timezone.now())
        return OwnDomain.objects.select_related("space").get(pk=domain.pk)


@pytest.fixture
def claimed(administrator: User, space: Space, names: Names) -> OwnDomain:
    return claim_domain(by=administrator, space=space, name=NAME)


@pytest.fixture
def proved(claimed: OwnDomain, names: Names) -> OwnDomain:
    set_up(names, claimed)
    return check(claimed)


@pytest.fixture
def at_name() -> Callable[[str], making.ScopedClient]:
    """Return a visitor's browser at any host."""

    def browser(host: str) -> making.ScopedClient:
        client = making.ScopedClient(None)
        client.defaults["HTTP_HOST"] = host
        return client

    return browser

"""The whole site, served by a real server on the test database; people are browsers, the worker is called by hand.

Everything that touches the database from the tests runs in one thread of its own: Playwright keeps an event loop running
in the thread of the tests, where Django refuses to work.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connections

from platform_core.accounts.models import User
from platform_core.mail.models import Email
from platform_core.outbox.relay import deliver_due, queues_due
from tenants.opening.models import SpaceRequest
from tenants.opening.tasks import build
from tenants.spaces.models import Space
from tenants.spaces.operations import delete_space
from tests import making

APEX = "http://citoyens.test"  # the browser is told where that is; no name is looked up
Made = TypeVar("Made")
LABELS = ("seclin-e2e", "roubaix-e2e")


class Site:
    """A running server, two spaces made for these tests, and one thread for what is done behind the pages."""

    def __init__(self, port: int, log: Path, media: Path) -> None:
        """Keep where the server listens and what it says."""
        self.port = port
        self.log = log
        self.media = media
        self.office = ThreadPoolExecutor(max_workers=1, thread_name_prefix="office")
        self.spaces: list[Space] = []
        self.redis_url = settings.REDIS_URL

    def do(self, work: Callable[[], Made], *, at: Space | None = None) -> Made:
        """Do something in a space, or on the platform; returns what it returns."""
        return self.office.submit(self._inside, work, at).result(timeout=120)

    def _inside(self, work: Callable[[], Made], at: Space | None) -> Made:
        with making.in_space(at) if at else making.in_platform():
            return work()

    def work_off(self, *, at: Space | None = None) -> None:
        """Do what the worker would: deliver everything that is due, until nothing is."""
        self.do(_deliver_all, at=at)

    def build_requested(self) -> None:
        """Build the spaces that were asked for and accepted."""
        self.do(lambda: [build(request_id=one.pk) for one in SpaceRequest.objects.filter(state="accepted")])
        self.work_off()

    def session_of(self, user: User, space: Space) -> str:
        """Sign someone in behind the pages; returns the session's key."""
        visit = making.Visit(space)
        return self.do(lambda: str(visit(user).cookies[settings.SESSION_COOKIE_NAME].value), at=space)

    def letters_to(self, address: str, *, at: Space | None = None) -> list[Email]:
        """Return the letters written to an address, the last one first."""
        return self.do(lambda: list(Email.objects.filter(to=address).order_by("-pk")), at=at)


def _deliver_all() -> None:
    while queues := queues_due():
        for queue in queues:
            deliver_due(queue)


def address_of(alias: str) -> str:
    """Return the address of a database as the server's environment wants it."""
    known = connections[alias].settings_dict
    user, password, host = (quote(str(known[key]), safe="") for key in ("USER", "PASSWORD", "HOST"))
    port = f":{known['PORT']}" if known["PORT"] else ""
    return f"postgres://{user}:{password}@{host or 'localhost'}{port}/{known['NAME']}"


@contextmanager
def served(folder: Path, **more: str) -> Iterator[Site]:
    """Run the server on the test database; its socket listens before it starts, so nobody has to wait and see. `more` goes
    into its environment.
    """
    listener = socket.create_server(("127.0.0.1", 0), backlog=256)
    site = Site(listener.getsockname()[1], folder / "server.log", folder / "media")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "deploy.settings.test",
        "DATABASE_URL": address_of("default"),
        "DATABASE_OWNER_URL": address_of("owner"),
        "SECRET_KEY": settings.SECRET_KEY,
        "APEX_HOST": settings.APEX_HOST,
        "SCHEME": "http",
        "SECURE_COOKIES": "0",
        "PRIVATE_ADDRESSES_ALLOWED": "1",
        "MEDIA_ROOT": str(site.media),
        "ARRIVALS_ROOT": str(folder / "arrivals"),
        **more,
    }
    options = ["--no-control-socket", "--worker-class", "gthread", "--workers", "1", "--threads", "4"]
    command = [sys.executable, "-m", "gunicorn", "deploy.wsgi", *options, "--bind", f"fd://{listener.fileno()}"]
    with site.log.open("wb") as log:
        server = subprocess.Popen(
            command, env=environment, stdout=log, stderr=subprocess.STDOUT, pass_fds=[listener.fileno()]
        )
    listener.close()
    try:
        yield site
    finally:
        server.terminate()
        server.wait(timeout=30)
        site.office.submit(connections.close_all).result()
        site.office.shutdown()


@contextmanager
def peopled(site: Site) -> Iterator[None]:
    """Make the two spaces; afterwards take away everything that these tests made, in the platform too."""
    before = set(site.do(lambda: list(Space.objects.values_list("pk", flat=True))))
    site.spaces = [site.do(lambda name=label: making.make_space(name)) for label in LABELS]  # type: ignore[misc]  # a default argument keeps the label
    try:
        yield
    finally:
        site.do(lambda: clean(before))


def clean(before: set[int]) -> None:
    """Take away requests, letters and accounts of the platform, and the spaces that were not there before."""
    SpaceRequest.objects.all().delete()
    Email.objects.all().delete()
    for model in (Authenticator, EmailAddress, User):  # without looking into tables that the platform does not have
        model.objects.all()._raw_delete("default")
    for space in Space.objects.exclude(pk__in=before):
        delete_space(by=making.SYSTEM, space=space, reason="fin de l’essai", at_once=True)
        space.delete(force_drop=False)

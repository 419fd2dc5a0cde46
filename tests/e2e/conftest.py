"""A server and two spaces for all these tests; a browser; windows for anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, sync_playwright

from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making
from tests.e2e.site import APEX, Site, peopled, served
from tests.e2e.walking import Walker, window
from tests.platform_core.web.browsing import arguments, chromium

Opened = Callable[..., Walker]


@pytest.fixture(scope="package")
def site(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Serve the site, with its two spaces."""
    blocker = django_db_blocker.unblock()  # type: ignore[attr-defined]  # pytest-django's blocker
    with blocker, served(tmp_path_factory.mktemp("site")) as site, peopled(site):
        yield site


@pytest.fixture(scope="package")
def browser(site: Site) -> Iterator[Browser]:
    """Start a browser that finds every name of the site at the server."""
    hosts = ("citoyens.test", "*.citoyens.test", "*.exemple.fr")  # the platform, its spaces, a domain of theirs
    names = "--host-resolver-rules=" + ", ".join(f"MAP {host} 127.0.0.1:{site.port}" for host in hosts)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium(), args=[*arguments(), names])


@pytest.fixture
def town(site: Site) -> Space:
    """Return the space in which these tests take part."""
    return site.spaces[0]


@pytest.fixture
def opened(site: Site, browser: Browser) -> Iterator[Opened]:
    """Return `opened(width, at=None, user=None, script=True)`: a window on a space, or on the apex."""
    with ExitStack() as windows:

        def one(width: int, at: Space | None = None, user: User | None = None, *, script: bool = True) -> Walker:
            home = f"http://{at.host}" if at else APEX
            session = site.session_of(user, at) if user and at else ""
            return windows.enter_context(window(site, browser, width, home, session=session, script=script))

        yield one


@pytest.fixture
def person(site: Site, town: Space) -> Callable[..., User]:
    """Return `person(name, roles=None)`: someone with an account of one's own in the town."""

    def make(name: str, roles: list[str] | None = None) -> User:
        def new() -> User:
            number = User.objects.count()
            return making.make_user(f"personne{number}@example.org", f"{name} {number}", roles=roles)

        return site.do(new, at=town)

    return make


@pytest.fixture(autouse=True)
def private_folder(settings: pytest.FixtureRequest, site: Site) -> None:
    """Read and write files where the server does."""
    settings.MEDIA_ROOT = site.media  # type: ignore[attr-defined]  # pytest-django's settings

"""An administrator carries the whole space away; an operator opens it again elsewhere; a damaged copy opens nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.notifications.models import Notification
from tenants.archive.models import Archive
from tenants.archive.tasks import build
from tenants.arrivals.models import Arrival
from tenants.arrivals.tasks import receive
from tenants.spaces.models import Space
from tests import making
from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.e2e.walking import WIDTHS, Walker
from tests.tenants.console.conftest import signed_in

pytestmark = pytest.mark.e2e
PICTURES = os.environ.get("E2E_PICTURES", "")


@pytest.fixture
def console(site: Site, opened: Opened) -> Callable[[int], Walker]:
    """Return `console(width)`: the window of an operator who has signed in, second factor included."""

    def enter() -> str:
        known = User.objects.filter(email="archives-e2e@example.org").first()
        operator = known or making.make_user("archives-e2e@example.org", roles=[Role.OPERATOR])
        return str(signed_in(operator).session.session_key)

    def window(width: int) -> Walker:
        me = opened(width)
        me.page.context.add_cookies([{"name": "session", "value": site.do(enter), "url": me.home}])
        return me

    return window


def asked_for(me: Walker, site: Site, town: Space, width: int) -> None:
    """Ask for the archive; the page shows it waiting, then the worker makes it and the page says so by itself."""
    me.go("/equipe/archive/")
    me.shoot(PICTURES, f"archive-{width}")
    me.send("Préparer l’archive")
    assert me.page.title().startswith("Erreur")
    me.tick("Je garderai ce fichier")
    me.send("Préparer l’archive")
    me.reads("En attente")
    me.shoot(PICTURES, f"archive-attend-{width}")
    site.do(lambda: build(archive_id=Archive.objects.latest("pk").pk), at=town)
    expect(me.page.get_by_role("link", name="Télécharger")).to_be_visible(timeout=10_000)  # without a reload
    me.look()
    me.shoot(PICTURES, f"archive-prete-{width}")


def downloaded(me: Walker, folder: Path) -> Path:
    with me.page.expect_download() as waiting:
        me.press("Télécharger", role="link")
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def brought(me: Walker, path: Path, label: str) -> None:
    me.go("/operateur/importer/")
    me.type("Adresse du nouvel espace", label)
    me.page.get_by_label("Archive sur votre ordinateur").set_input_files(path)
    me.send("Vérifier et importer")


@pytest.mark.parametrize("width", WIDTHS)
def test_archive_and_import(
    site: Site,
    town: Space,
    opened: Opened,
    person: Callable[..., User],
    console: Callable[[int], Walker],
    tmp_path: Path,
    width: int,
) -> None:
    label = f"seclin-ailleurs-{width}"
    admin = person("Administration", roles=[Role.ADMINISTRATOR])
    me = opened(width, at=town, user=admin)
    asked_for(me, site, town, width)
    path = downloaded(me, tmp_path)
    assert path.name.startswith(f"{town.label}-archive-")
    site.work_off(at=town)
    assert site.do(lambda: Notification.objects.filter(recipient=admin, kind="archive.ready").exists(), at=town)

    operator = console(width)
    cut = tmp_path / "coupee.zip"
    cut.write_bytes(path.read_bytes()[:-200])
    brought(operator, cut, label)
    operator.reads("Ce fichier est abîmé ou incomplet.")
    operator.shoot(PICTURES, f"importer-refus-{width}")
    brought(operator, path, label)
    operator.reads("En attente")
    site.do(lambda: receive(arrival_id=Arrival.objects.latest("pk").pk))
    expect(operator.page.get_by_text("identiques à l’archive").first).to_be_visible(timeout=10_000)
    operator.look()
    operator.go("/operateur/importer/")
    operator.shoot(PICTURES, f"importer-{width}")

    visitor = opened(width)
    copy = site.do(lambda: Space.objects.get(label=label))
    visitor.go(f"http://{copy.host}/")
    visitor.reads(town.name)

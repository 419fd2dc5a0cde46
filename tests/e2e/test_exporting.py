"""What was said leaves in a file: asked for, prepared while one waits, downloaded, opened; personal data for some only."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from consultations.capabilities.exports.making import make_export
from consultations.capabilities.exports.models import Export
from consultations.modalities.initiatives.models import Initiative
from consultations.modalities.initiatives.queries import KIND
from consultations.process.models import Step
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making
from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.e2e.walking import WIDTHS, Walker

pytestmark = pytest.mark.e2e
TITLES = ("Une fontaine, et de l’ombre", "=1+1")
PERSONAL = "Joindre les données personnelles"


@pytest.fixture
def step(site: Site, town: Space, person: Callable[..., User]) -> Step:
    """A step of its own with two initiatives, one of which a spreadsheet would take for a formula."""
    author = person("Sacha")

    def make() -> Step:
        number = Step.objects.count()
        consultation = making.make_consultation(title=f"La place {number}", slug=f"place-{number}")
        made = making.make_step(consultation, "initiatives", title="Ce qui marche déjà")
        for title in TITLES:
            written = making.make_contribution(made, author, kind=KIND, title=title, body="Sans « détour » ;\nà deux.")
            Initiative.objects.create(
                contribution=written, carried_by="Le Fil", audience="Tous", contact_email="fil@example.org"
            )
        return made

    return site.do(make, at=town)


def downloaded(me: Walker) -> dict[str, str]:
    """Download the export that is ready; returns the texts of its files, by name."""
    with me.page.expect_download() as waited:
        me.press("Télécharger", role="link")
    with zipfile.ZipFile(waited.value.path()) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def ask(me: Walker, step: Step, *, personal: bool) -> None:
    """Ask for the proposals as CSV, from the page of the consultation."""
    me.go(f"/equipe/concertations/{step.consultation_id}/")
    me.follow("Exporter ce qui a été dit")
    assert me.page.get_by_label(PERSONAL).count() == int(personal)
    me.tick("CSV")
    me.reach(me.field("XLSX"))
    me.page.keyboard.press("Space")
    if personal:
        me.tick(PERSONAL)
    me.send("Préparer l’export")
    me.reads("Votre export se prépare.")
    me.reads("En attente")


def build_last(site: Site, town: Space) -> Export:
    """Do what the worker would for the export asked for last; returns it."""

    def build() -> Export:
        last = Export.objects.latest("pk")
        assert make_export(last.pk)
        return last

    return site.do(build, at=town)


@pytest.mark.parametrize("width", WIDTHS)
def test_export_asked_prepared_and_opened(
    site: Site, opened: Opened, town: Space, step: Step, person: Callable[..., User], width: int
) -> None:
    me = opened(width, town, person("Administration", [Role.ADMINISTRATOR]))
    ask(me, step, personal=True)
    build_last(site, town)
    expect(me.page.get_by_role("link", name="Télécharger").first).to_be_visible()  # by itself: the page asks again
    me.look()
    files = downloaded(me)
    notices = "\n".join(text for name, text in files.items() if "LISEZMOI" in name)
    name = next(name for name in files if name.endswith("initiatives.csv"))
    rows = list(csv.DictReader(io.StringIO(files[name]), delimiter=";"))
    assert {row["Titre"] for row in rows} == {TITLES[0], f"'{TITLES[1]}"}
    assert all(column in notices for column in rows[0])
    apart = [name for name, text in files.items() if "@example.org" in text]
    assert apart
    assert all("personnelles" in name for name in apart)


def test_personal_data_are_refused_to_an_analyst(
    site: Site, opened: Opened, town: Space, step: Step, person: Callable[..., User]
) -> None:
    me = opened(360, town, person("Analyse", [Role.ANALYST]))
    ask(me, step, personal=False)
    build_last(site, town)
    expect(me.page.get_by_role("link", name="Télécharger").first).to_be_visible()
    assert not [name for name, text in downloaded(me).items() if "@example.org" in text or "personnelles" in name]
    boss = opened(1280, town, person("Administration", [Role.ADMINISTRATOR]))
    ask(boss, step, personal=True)
    theirs = build_last(site, town)
    for asker in (me, opened(360, town, person("Modération", [Role.MODERATOR])), opened(360, town)):
        assert asker.status(f"/equipe/exports/{theirs.pk}/fichier/") in {200, 403, 404}
        assert PERSONAL not in asker.page.content()

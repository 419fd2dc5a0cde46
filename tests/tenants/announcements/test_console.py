"""The operators' pages and commands: write, change before it begins, withdraw, history; and who may not."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from platform_core.access.roles import SPACE_ROLES
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed
from tenants.announcements.models import Announcement
from tenants.announcements.operations import publish_announcement
from tenants.announcements.registry import groups
from tenants.spaces.models import Kind, Space
from tests import making
from tests.tenants.announcements.conftest import Say, words
from tests.tenants.announcements.test_banners import HOSTILE
from tests.tenants.console.conftest import signed_in, space_rows

PAGE = "/operateur/annonces/"


def given(**changed: object) -> dict[str, object]:
    local = timezone.localtime(timezone.now() + timedelta(days=1))
    known = {"title": "Coupure", "body": "Texte", "level": "info", "ends_at": local.strftime("%Y-%m-%dT%H:%M")}
    return {**known, "audience": "all", **changed}


def run(name: str, *given: str, **options: object) -> str:
    out = StringIO()
    call_command(name, *given, stdout=out, **options)
    return out.getvalue()


def test_an_operator_writes_one_to_named_spaces(browser: making.ScopedClient, spaces: tuple[Space, Space]) -> None:
    answer = browser.post(f"{PAGE}ecrire/", given(audience="named", labels="lille, AMIENS\nlille", with_letter="on"))
    made = Announcement.objects.get()
    assert answer["Location"] == f"{PAGE}{made.pk}/"
    assert set(made.addressees.values_list("space__label", flat=True)) == {"lille", "amiens"}
    assert sorted(made.audience.split(", ")) == ["amiens", "lille"]
    text = browser.get(f"{PAGE}{made.pk}/").content.decode().replace("\xa0", " ")
    assert "2 en attente" in text
    assert "Coupure" in browser.get(PAGE).content.decode()
    entry = Entry.objects.get(action="announcements.publish")
    assert entry.details == {"audience": made.audience, "letter": True}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Écrivez un titre"),
        ({"ends_at": ""}, "Dites jusqu’à quand"),
        ({"ends_at": "2020-01-01T00:00"}, "La fin doit venir après le début"),
        ({"starts_at": "2020-01-01T00:00", "ends_at": "2020-01-02T00:00"}, "déjà passée"),
        ({"audience": "named", "labels": ""}, "l’adresse d’un espace au moins"),
        ({"audience": "named", "labels": "lille, nulle-part"}, "nulle-part"),
        ({"audience": "kind-departement"}, "Aucun espace n’est concerné"),
        ({"audience": "inconnu"}, "Choisissez une des réponses proposées"),
        ({"body": "x" * 1501}, "1501"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    changed: dict[str, object], said: str, browser: making.ScopedClient
) -> None:
    answer = browser.post(f"{PAGE}ecrire/", given(**changed))
    assert answer.status_code == 422
    assert said in answer.content.decode().replace("\xa0", " ").replace("\u202f", "")
    assert not Announcement.objects.exists()


def test_by_kind_and_by_plan(browser: making.ScopedClient, spaces: tuple[Space, Space]) -> None:
    space_rows(2, kind=Kind.ASSOCIATION)
    for audience, expected in (("kind-association", 2), ("plan-association", 2)):
        browser.post(f"{PAGE}ecrire/", given(audience=audience))
        made = Announcement.objects.latest("pk")
        assert (audience, made.addressees.count()) == (audience, expected)
        assert made.audience == str(groups()[audience].label)


def test_it_changes_until_it_begins(browser: making.ScopedClient, say: Say) -> None:
    later = timezone.now() + timedelta(hours=3)
    made = say(starts_at=later, ends_at=later + timedelta(days=1), body="Avant")
    assert "Avant" in browser.get(f"{PAGE}{made.pk}/modifier/").content.decode()
    start = timezone.localtime(later).strftime("%Y-%m-%dT%H:%M")
    end = timezone.localtime(later + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    browser.post(f"{PAGE}{made.pk}/modifier/", given(body="Après", starts_at=start, ends_at=end))
    assert Space.objects.get(label="lille").banners[0]["body"] == "Après"
    Announcement.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    answer = browser.post(f"{PAGE}{made.pk}/modifier/", given(body="Trop tard"))
    assert answer.status_code == 422
    assert "a commencé" in answer.content.decode()
    assert Announcement.objects.get().body == "Après"


def test_it_is_withdrawn_once(browser: making.ScopedClient, say: Say) -> None:
    made = say()
    for expected in ("L’annonce est retirée", "déjà terminée ou retirée"):
        answer = browser.post(f"{PAGE}{made.pk}/retirer/", follow=True)
        assert expected in answer.content.decode()
    assert Space.objects.get(label="lille").banners == []
    assert Entry.objects.filter(action="announcements.withdraw").count() == 1


def test_hostile_text_is_inert_in_the_console(browser: making.ScopedClient, say: Say) -> None:
    made = say(title=HOSTILE[:120], body=HOSTILE)
    for path in (PAGE, f"{PAGE}{made.pk}/", f"{PAGE}{made.pk}/modifier/"):
        text = browser.get(path).content.decode()
        for live in ("<script>alert", 'href="javascript:', "<img src=x"):
            assert live not in text, (path, live)


def test_the_list_costs_the_same_for_1_and_30(browser: making.ScopedClient, say: Say) -> None:
    counts = []
    for number in (1, 29):
        for _each in range(number):
            say()
        with CaptureQueriesContext(connection) as asked:
            text = browser.get(PAGE).content.decode()
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert "page=2" in text


@pytest.mark.parametrize("path", ["", "ecrire/", "{pk}/", "{pk}/modifier/"])
def test_pages_are_for_operators_with_a_second_factor(path: str, operator: User, say: Say) -> None:
    address = PAGE + path.format(pk=say().pk)
    curious = making.make_user("curieux@example.org", roles=list(SPACE_ROLES))
    assert making.operator_browser().get(address).status_code == 302
    assert signed_in(curious).get(address).status_code == 404
    assert signed_in(operator, second_factor=False).get(address).status_code == 302
    assert signed_in(operator).get(address).status_code == 200


@pytest.mark.parametrize("path", ["retirer/", "relancer/"])
def test_gestures_too(path: str, operator: User, say: Say) -> None:
    address = f"{PAGE}{say().pk}/{path}"
    assert signed_in(operator).get(address).status_code == 405
    assert making.operator_browser().post(address).status_code == 302
    assert signed_in(making.make_user("curieux@example.org")).post(address).status_code == 404
    assert not Announcement.objects.get().is_withdrawn


def test_nobody_of_a_space_writes_to_teams(space: Space) -> None:
    impostor = making.make_user("imposteur@example.org", roles=["operator"])
    with pytest.raises(NotAllowed):
        publish_announcement(by=impostor, words=words())


def test_the_same_by_commands(platform: None, spaces: tuple[Space, Space]) -> None:
    until = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    start = timezone.localtime(timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    assert "lille" in run("announce", "Coupure", until=until, start=start, space=["lille"], letter=True)
    made = Announcement.objects.get()
    run("announce", "Coupure\x1b[2J déplacée", until=until, start=start, space=["amiens"], change=made.pk)
    assert list(made.addressees.values_list("space__label", flat=True)) == ["amiens"]
    listed = run("announcements")
    assert "déplacée" in listed
    assert "\x1b" not in listed
    with pytest.raises(CommandError, match="nulle-part"):
        run("announce", "x", until=until, space=["nulle-part"])
    run("announcements", withdraw=made.pk)
    with pytest.raises(CommandError, match="retirée"):
        run("announcements", withdraw=made.pk)
    with pytest.raises(CommandError, match="Aucune annonce"):
        run("announcements", retry=made.pk + 1)
    assert Entry.objects.filter(action="announcements.withdraw", actor_name__startswith="announcements (").exists()

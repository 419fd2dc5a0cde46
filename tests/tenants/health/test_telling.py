"""Since when it is so; one letter when something goes down, one when it is back; the page; the command; its codes."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from platform_core.accounts.models import User
from platform_core.errors import NotAllowed
from platform_core.mail.models import Email
from tenants.health import queries, registry, tasks
from tenants.health.checks import register_checks
from tenants.health.models import Watched
from tenants.health.operations import note_readings
from tenants.health.registry import Check, Reading, Status, register_check
from tenants.health.rules import TOLD_AFTER
from tenants.spaces.models import Space
from tests import making
from tests.tenants.console.conftest import signed_in, space_rows

state = {"status": Status.FINE}


@pytest.fixture(autouse=True)
def one_thing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Watch one thing alone, which the tests break and repair."""
    monkeypatch.setattr(registry, "_checks", {})
    state["status"] = Status.FINE
    register_check(
        Check(
            slug="pump",
            name="Pompe",
            read=lambda: Reading(status=state["status"], says="Elle tourne <b>.", advice="Graissez-la."),
        )
    )


def look(*, minutes: int = 0, status: Status) -> Watched:
    """Let minutes pass, then look."""
    Watched.objects.update(since=timezone.now() - timedelta(minutes=minutes)) if minutes else None
    state["status"] = status
    tasks.watch()
    return Watched.objects.get()


def subjects() -> list[str]:
    return list(Email.objects.order_by("pk").values_list("subject", flat=True))


def test_operators_are_told_once_an_incident_and_once_it_is_over(operator: User) -> None:
    making.make_user("curieux@example.org")
    first = look(status=Status.FINE)
    down = look(status=Status.DOWN)
    assert down.since > first.since
    assert subjects() == []  # perhaps it comes back by itself
    for _again in range(3):
        look(minutes=int(TOLD_AFTER.total_seconds() // 60) + 1, status=Status.DOWN)
    assert subjects() == ["En panne : Pompe"]
    letter = Email.objects.get()
    assert (letter.to, letter.paragraphs) == (operator.email, ["Elle tourne <b>.", "Graissez-la."])
    for _again in range(2):
        look(status=Status.FINE)
    assert subjects() == ["En panne : Pompe", "De nouveau en marche : Pompe"]
    look(status=Status.DOWN)
    look(minutes=5, status=Status.DOWN)
    assert subjects()[-1] == "En panne : Pompe"
    assert len(subjects()) == 3


def test_what_flickers_and_what_is_to_watch_tell_nobody(operator: User) -> None:
    for status in (Status.DOWN, Status.FINE, Status.WATCH, Status.DOWN, Status.WATCH):
        look(status=status)
    look(minutes=60, status=Status.WATCH)
    assert subjects() == []


def test_since_does_not_move_while_nothing_changes(platform: None) -> None:
    first = look(status=Status.WATCH)
    assert look(status=Status.WATCH).since == first.since
    registry.register_check(Check(slug="other", name="Autre", read=lambda: Reading(status=Status.FINE, says="")))
    tasks.watch()
    assert Watched.objects.count() == 2
    registry._checks.pop("other")
    tasks.watch()
    assert [row.slug for row in Watched.objects.all()] == ["pump"]


def test_nobody_notes_in_place_of_the_platform(operator: User) -> None:
    with pytest.raises(NotAllowed):
        note_readings(by=operator, readings=[])


def test_who_opens_the_page(operator: User) -> None:
    path = "/operateur/sante/"
    curious = making.make_user("curieux@example.org")
    found = {
        "anonymous": making.operator_browser().get(path).status_code,
        "other account": signed_in(curious).get(path).status_code,
        "one factor": signed_in(operator, second_factor=False).get(path).status_code,
        "operator": signed_in(operator).get(path).status_code,
    }
    assert found == {"anonymous": 302, "other account": 404, "one factor": 302, "operator": 200}
    assert making.operator_browser().get(path, headers={"host": "lille.citoyens.test"}).status_code == 404


def test_the_page_says_how_since_when_and_what_to_do(browser: making.ScopedClient) -> None:
    look(status=Status.DOWN)
    page = browser.get("/operateur/sante/").content.decode().replace("\xa0", " ")
    assert "1 panne en cours" in page
    assert "Graissez-la." in page
    assert "Elle tourne &lt;b&gt;." in page
    assert "Ainsi depuis le" in page
    state["status"] = Status.FINE
    assert "Tout est en ordre." in browser.get("/operateur/sante/").content.decode()


def test_what_is_dear_to_read_is_shown_as_the_worker_read_it(browser: making.ScopedClient) -> None:
    asked: list[int] = []

    def dear() -> Reading:
        asked.append(1)
        return Reading(status=Status.WATCH, says="Lent.")

    register_check(Check(slug="dear", name="Cher", read=dear, live=False))
    tasks.watch()
    browser.get("/operateur/sante/")
    assert len(asked) == 1


def test_the_gravest_comes_first(platform: None) -> None:
    register_check(Check(slug="zz", name="Z", order=999, read=lambda: Reading(status=Status.DOWN, says="")))
    assert [line.check.slug for line in queries.lines()] == ["zz", "pump"]


@pytest.mark.parametrize(("status", "code"), [(Status.FINE, 0), (Status.WATCH, 1), (Status.DOWN, 2)])
def test_the_command_s_code_says_how_grave(status: Status, code: int, platform: None) -> None:
    state["status"], out, found = status, StringIO(), 0
    try:
        call_command("health", stdout=out)
    except CommandError as error:
        found = error.returncode
    assert found == code
    assert f"{status.value:<6} pump: Elle tourne" in out.getvalue()
    assert not Watched.objects.exists()


def test_the_command_tells_when_the_worker_cannot(operator: User) -> None:
    look(status=Status.DOWN)
    Watched.objects.update(since=timezone.now() - 2 * TOLD_AFTER)
    for _again in range(2):
        with pytest.raises(CommandError):
            call_command("health", tell=True, stdout=StringIO())
    assert [message.to for message in mail.outbox] == [[operator.email]]


def test_reading_everything_takes_the_same_statements_whatever_the_spaces(platform: None) -> None:
    register_checks()

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.lines()
        return len(captured)

    space_rows(1)
    one = statements()
    Space.objects.filter(label="rang-000").update(label="autre")
    space_rows(3)
    assert statements() == one

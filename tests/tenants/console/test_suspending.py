"""A suspended space is closed at once to all but its team, which reads; reopened, it is as before."""

from __future__ import annotations

import pytest
from celery import current_app
from django.core import mail

from platform_core import scope
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import RuleBroken
from platform_core.mail.letters import Letter, send_letter
from platform_core.mail.models import Email
from platform_core.outbox.models import Delivery
from platform_core.outbox.relay import deliver_due
from platform_core.scope import NoScope
from tenants.spaces.models import Space, State
from tenants.spaces.operations import reopen_space, suspend_space
from tenants.spaces.queries import active_schema_names
from tests import making
from tests.tenants.console.conftest import space_rows

REASON = "Usurpation signalée par la mairie."


@pytest.fixture
def lille(spaces: tuple[Space, Space], operator: User) -> Space:
    found: Space = Space.objects.get(pk=spaces[0].pk)
    return found


def letters() -> dict[str, str]:
    """Return what left, by address: nothing is kept of what letters say once they left."""
    return {message.to[0]: str(message.body) for message in mail.outbox}


def test_every_door_but_the_teams_closes_at_once_and_opens_again(lille: Space, operator: User) -> None:
    with making.in_space(lille):
        resident = making.make_user("resident@example.org")
        admin = making.make_user("admin@example.org", roles=["administrator"])
    visit = making.Visit(lille)
    resident_browser, team_browser = visit(resident), visit(admin)
    assert team_browser.get("/equipe/").status_code == 200
    suspend_space(by=operator, space=lille, reason=REASON)
    for browser in (visit(), resident_browser):
        for path in ("/", "/equipe/", "/compte/inscription/", "/api/v1/consultations/", "/nulle-part/"):
            answer = browser.get(path)
            assert answer.status_code == 503, path
            assert REASON not in answer.content.decode()
            assert "no-store" in answer.headers["Cache-Control"]
        assert browser.post("/", {"x": 1}).status_code == 503
    assert visit().get("/api/v1/consultations/").json()["code"] == "suspended"
    assert team_browser.get("/api/v1/consultations/").status_code == 503
    assert team_browser.get("/equipe/").status_code == 200
    assert visit().get("/compte/connexion/").status_code == 200
    assert resident_browser.get("/compte/mes-donnees/").status_code == 200
    reopen_space(by=operator, space=lille, reason="Vérifié.")
    assert visit().get("/").status_code == 200
    assert team_browser.get("/equipe/").status_code == 200  # the same session


def test_the_other_spaces_and_the_apex_do_not_notice(lille: Space, operator: User, other_space: Space) -> None:
    suspend_space(by=operator, space=lille, reason=REASON)
    assert making.Visit(other_space)().get("/").status_code == 200
    assert making.operator_browser().get("/").status_code == 200


def test_no_task_runs_and_no_mail_leaves_while_suspended(
    lille: Space, operator: User, mailoutbox: list[object]
) -> None:
    with making.in_space(lille):
        send_letter(Letter("Bonjour"), to="abonnee@example.org", key="essai")
    suspend_space(by=operator, space=lille, reason=REASON)
    assert lille.schema_name not in active_schema_names()
    with pytest.raises(NoScope), scope.open_scope(lille.schema_name):
        pass
    current_app.loader.import_default_modules()  # as a worker does when it starts
    for name in ("console.inspect", "metering.measure", "notifications.send_digests", "follows.recall_ends"):
        with pytest.raises(NoScope):
            current_app.tasks[name](schema=lille.schema_name)
    current_app.tasks["outbox.relay_space"](schema=lille.schema_name, queue_name="default")
    assert mailoutbox == []
    reopen_space(by=operator, space=lille, reason="Vérifié.")
    with scope.open_scope(lille.schema_name):
        deliver_due("default")
    assert len(mailoutbox) == 1


def test_the_team_is_told_and_reads_it_in_its_own_log(lille: Space, operator: User) -> None:
    with making.in_space(lille):
        making.make_user("admin@example.org", roles=["administrator"])
        making.make_user("moderation@example.org", roles=["moderator"])
        making.make_user("partie@example.org", roles=["administrator"]).delete()
    suspend_space(by=operator, space=lille, reason=REASON)
    for _twice in range(2):
        deliver_due("default")
    told = letters()
    assert set(told) == {"admin@example.org", lille.founder_email}  # the founder is an administrator
    assert all(REASON in text for text in told.values())
    reopen_space(by=operator, space=lille, reason="Tout est réglé.")
    deliver_due("default")
    assert Email.objects.filter(subject="Votre espace est rouvert").count() == 2
    with making.in_space(lille):
        own = Entry.objects.filter(action__startswith="spaces.").order_by("pk")
        assert [(e.action, e.actor_name, e.details["reason"]) for e in own] == [
            ("spaces.suspend", "operators", REASON),
            ("spaces.reopen", "operators", "Tout est réglé."),
        ]


def test_a_space_without_administrator_is_told_at_its_own_addresses(lille: Space, operator: User) -> None:
    with making.in_space(lille):
        User.objects.filter(roles__contains=["administrator"]).update(roles=[])
    suspend_space(by=operator, space=lille, reason=REASON)
    deliver_due("default")
    assert set(letters()) == {lille.founder_email, lille.contact_email}


def test_a_space_that_cannot_be_read_blocks_no_other_delivery(lille: Space, operator: User) -> None:
    [broken] = space_rows(1)
    suspend_space(by=operator, space=broken, reason=REASON)
    suspend_space(by=operator, space=lille, reason=REASON)
    deliver_due("default")
    assert lille.founder_email in letters()
    waits = Delivery.objects.get(event__payload__space_id=broken.pk)
    assert (waits.state, waits.attempts) == ("pending", 1)


def test_it_is_written_down_with_before_and_after(lille: Space, operator: User) -> None:
    suspend_space(by=operator, space=lille, reason=f"  {REASON} ")
    entry = Entry.objects.get(action="spaces.suspend")
    assert (entry.actor_id, entry.target_id) == (operator.pk, str(lille.pk))
    assert entry.details == {"before": "active", "after": "suspended", "reason": REASON}
    lille.refresh_from_db()
    assert (lille.state, lille.state_reason) == (State.SUSPENDED, REASON)


def test_two_operators_do_not_both_succeed(lille: Space, operator: User) -> None:
    same = Space.objects.get(pk=lille.pk)
    suspend_space(by=operator, space=lille, reason=REASON)
    with pytest.raises(RuleBroken, match="state"):
        suspend_space(by=operator, space=same, reason="Un autre motif.")
    assert Entry.objects.filter(action="spaces.suspend").count() == 1


def test_a_reason_is_asked_for_and_typed_text_is_kept(browser: making.ScopedClient, lille: Space) -> None:
    path = f"/operateur/espaces/{lille.pk}/suspendre/"
    answer = browser.post(path, {"reason": "   "})
    assert answer.status_code == 422
    assert "Indiquez le motif" in answer.content.decode()
    too_long = browser.post(path, {"reason": "x" * 1001})
    assert too_long.status_code == 422
    assert "x" * 1001 in too_long.content.decode()
    done = browser.post(path, {"reason": REASON}, follow=True)
    assert "L’espace est suspendu" in done.content.decode()
    assert browser.post(path, {"reason": "encore"}).status_code == 422
    back = browser.post(f"/operateur/espaces/{lille.pk}/rouvrir/", {"reason": "Vérifié."}, follow=True)
    assert "L’espace est rouvert" in back.content.decode()

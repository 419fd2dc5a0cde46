"""What stops in a read-only space, what goes on, and what waits: work, letters, tokens, sessions."""

from __future__ import annotations

import re
from typing import Any

import pytest
from celery import current_app

from consultations.capabilities.exports import tasks as exports
from consultations.capabilities.follows import tasks as follows
from platform_core import scope
from platform_core.accounts.models import User
from platform_core.api.operations import create_token
from platform_core.background import tasks as background
from platform_core.background.periodic import Periodic, periodic_named
from platform_core.background.tasks import DEFAULT, URGENT
from platform_core.mail.letters import Letter, send_letter
from platform_core.notifications import tasks as notifications
from platform_core.outbox import tasks as outbox
from platform_core.outbox.relay import deliver_due, queues_due
from platform_core.scope import NoScope
from tenants.archive import tasks as archive
from tenants.console import tasks as console
from tenants.journals import tasks as journals
from tenants.spaces.models import Space, State
from tests import making
from tests.consultations.capabilities.exports.files import ask
from tests.tenants.lifecycle.conftest import FROZEN_STATES, Put
from worker import tasks as worker
from worker.schedule import SCHEDULE

# The work of spaces that goes on in a read-only one. Adding a line here is a decision.
GOES_ON = {"archive.build", "archive.keep", "exports.build", "exports.keep", "journals.seal", "outbox.relay_space"}


@pytest.fixture
def known() -> dict[str, bool]:
    modules = [archive, exports, follows, journals, notifications, outbox, console]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, background.Task)]
    return {one.name: one.when_frozen for one in found if one.scope == "space"}


@pytest.mark.parametrize("state", FROZEN_STATES)
def test_only_the_work_on_the_list_enters(state: State, put: Put, space: Space) -> None:
    frozen = put(state)
    current_app.loader.import_default_modules()
    with pytest.raises(NoScope), scope.open_scope(frozen.schema_name):
        pass
    with scope.open_scope(frozen.schema_name, when_frozen=True):
        assert scope.schema_name() == frozen.schema_name
    for name in ("follows.recall_ends", "notifications.send_digests", "console.inspect", "metering.measure"):
        with pytest.raises(NoScope):
            current_app.tasks[name](schema=frozen.schema_name)
    current_app.tasks["exports.keep"](schema=frozen.schema_name)
    current_app.tasks["outbox.relay_space"](schema=frozen.schema_name, queue_name=DEFAULT)


def test_the_list_of_what_goes_on(known: dict[str, bool]) -> None:
    assert {name for name, goes_on in known.items() if goes_on} == GOES_ON
    assert {"follows.recall_ends", "notifications.send_digests"} <= known.keys()


@pytest.mark.parametrize("state", [State.ACTIVE, *FROZEN_STATES])
def test_the_clock_asks_a_read_only_space_for_exports_only(
    state: State, put: Put, space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen = put(state)
    sent: list[tuple[str, str]] = []
    monkeypatch.setattr(worker, "publish", lambda name, _queue, *, schema, **_more: sent.append((name, schema)))
    current_app.loader.import_default_modules()
    periodic = [line["kwargs"]["name"] for line in SCHEDULE.values() if line["task"] == "worker.look"]
    always = {name: Periodic(periodic_named(name).task, lambda: True) for name in periodic}
    monkeypatch.setattr(worker, "periodic_named", always.__getitem__)
    for name in periodic:
        worker.look(name=name)
    asked = {name for name, schema in sent if schema == frozen.schema_name}
    assert asked == (set(periodic) if state == State.ACTIVE else {"archive.keep", "exports.keep", "journals.seal"})


@pytest.mark.parametrize("state", FROZEN_STATES)
def test_letters_wait_but_for_sign_in_codes(state: State, put: Put, space: Space, mailoutbox: list[Any]) -> None:
    send_letter(Letter("Résumé de la semaine"), to="abonnee@example.org", key="essai")
    send_letter(Letter("Votre code"), to="equipe@example.org", key="code", queue=URGENT)
    with making.in_space(put(state)):
        assert queues_due() == [URGENT]
        for queue in (DEFAULT, URGENT):
            deliver_due(queue)
    assert [message.subject for message in mailoutbox] == ["Votre code"]
    with making.in_space(put(State.ACTIVE)):
        deliver_due(DEFAULT)
    assert [message.subject for message in mailoutbox] == ["Votre code", "Résumé de la semaine"]


@pytest.mark.parametrize("state", FROZEN_STATES)
def test_the_team_signs_in_by_code_even_so(
    state: State, put: Put, visit: making.Visit, administrator: User, mailoutbox: list[Any]
) -> None:
    frozen = put(state)
    browser = visit()
    asked = browser.post("/compte/connexion/", {"login": administrator.email})
    assert asked.status_code == 302
    with making.in_space(frozen):
        deliver_due(URGENT)
    [letter] = mailoutbox
    assert letter.to == [administrator.email]
    found = re.search(r"\b\d{4} \d{4}\b", letter.body)
    assert found, letter.body
    browser.post("/compte/code/", {"code": found[0]})
    assert browser.get("/equipe/").status_code == 200


@pytest.mark.parametrize(
    ("state", "reads", "writes"),
    [
        (State.ACTIVE, 200, 200),
        (State.ARCHIVED, 200, 403),
        (State.SUSPENDED, 503, 503),
        (State.SCHEDULED, 503, 503),
    ],
)
def test_a_token_reads_an_archived_space_and_nothing_of_a_closed_one(
    state: State, reads: int, writes: int, put: Put, visit: making.Visit, resident: User, administrator: User
) -> None:
    _token, secret = create_token(by=resident, name="Robot", scopes=["read", "write:contributions"], days=30)
    contribution = making.make_contribution(
        making.make_step(making.make_consultation(), "proposals"), administrator, kind="proposal"
    )
    put(state)
    browser = visit()
    browser.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    assert browser.get("/api/v1/consultations/").status_code == reads
    answer = browser.put(f"/api/v1/contributions/{contribution.pk}/support/")
    assert answer.status_code in {writes, writes + 1}, answer.content


def test_sessions_outlive_a_suspension_and_stop_at_once(
    put: Put, visit: making.Visit, resident: User, administrator: User
) -> None:
    browser, team = visit(resident), visit(administrator)
    put(State.SUSPENDED)
    assert browser.get("/notifications/").status_code == 503
    assert team.get("/equipe/").status_code == 200
    put(State.ACTIVE)
    assert browser.get("/notifications/").status_code == 200


@pytest.mark.parametrize("state", FROZEN_STATES)
def test_exports_are_still_asked_for_built_and_downloaded(
    state: State, put: Put, visit: making.Visit, administrator: User
) -> None:
    consultation = making.make_consultation()
    making.make_contribution(making.make_step(consultation, "proposals"), administrator, kind="proposal")
    frozen = put(state)
    team = visit(administrator)
    page = team.get(f"/equipe/exports/nouveau/{consultation.pk}/")
    assert page.status_code == 200
    with making.in_space(frozen):
        export = ask(administrator, consultation)
        current_app.loader.import_default_modules()
        current_app.tasks["exports.build"](schema=frozen.schema_name, export_id=export.pk)
    answer = team.get(f"/equipe/exports/{export.pk}/fichier/")
    assert answer.status_code == 200
    assert len(b"".join(answer)) > 100

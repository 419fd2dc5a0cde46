"""The table of `tenants/spaces/README.md`, cell by cell: what each state does to pages, sessions, tokens, work, letters, cache."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from celery import current_app
from django.conf import LazySettings
from django.test import Client

from consultations.process.modality import contribution_url
from consultations.process.models import Contribution, Step
from platform_core import scope
from platform_core.accounts.models import User
from platform_core.api.operations import create_token
from platform_core.background.tasks import DEFAULT, URGENT
from platform_core.mail.letters import Letter, send_letter
from platform_core.outbox.relay import deliver_due
from platform_core.scope import NoScope
from tenants.opening.models import SpaceRequest
from tenants.spaces.models import Space, State
from tenants.spaces.queries import active_schema_names, each_living
from tests import making
from tests.tenants.console.conftest import held_request
from tests.tenants.lifecycle.conftest import Put

Cell = int | str
STATES = (State.PROVISIONING, State.ACTIVE, State.ARCHIVED, State.SUSPENDED, State.SCHEDULED, State.DELETED)
GONE, STOPS = 404, "stops"
# What is asked: what each state answers, in the order of STATES.
TABLE: dict[str, tuple[Cell, ...]] = {
    "a page, to a visitor": (GONE, 200, 200, 503, 503, GONE),
    "a page kept in the cache": (GONE, 200, 200, 503, 503, GONE),
    "a search, to a visitor": (GONE, "found", "found", 503, 503, GONE),
    "the team's home page": (GONE, 200, 200, 200, 200, GONE),
    "a resident's session": (GONE, 200, 200, 503, 503, GONE),
    "a contribution": (GONE, 302, 403, 503, 503, GONE),
    "a change by the team": (GONE, 302, 403, 403, 403, GONE),
    "one's own data": (GONE, 200, 200, 200, 200, GONE),
    "a token that reads": (GONE, 200, 200, 503, 503, GONE),
    "a token that writes": (GONE, 200, 403, 503, 503, GONE),
    "the directory": ("absent", "listed", "marked", "absent", "absent", "absent"),
    "the clock": ("never", "all", "some", "some", "some", "never"),
    "regular work that is sent": ("runs", "runs", STOPS, STOPS, STOPS, STOPS),
    "work on exports that is sent": ("runs", "runs", "runs", "runs", "runs", STOPS),
    "letters": ("leave", "leave", "wait", "wait", "wait", "never"),
    "sign-in codes": ("leave", "leave", "leave", "leave", "leave", "never"),
}


@dataclass(frozen=True)
class Town:
    """What there was before the state changed: who was signed in, a token, something to read."""

    space: Space
    visitor: Client
    resident: Client
    team: Client
    program: Client
    step: Step
    theme: int
    contribution: Contribution


@pytest.fixture
def town(space: Space, visit: making.Visit, resident: User, administrator: User, settings: LazySettings) -> Town:
    settings.VISITOR_PAGE_SECONDS = 60  # the key of the page holds the words below: kept by no other test
    step = making.make_step(making.make_consultation(), "proposals")
    contribution = making.make_contribution(step, administrator, kind="proposal", title="Planter des tilleuls")
    making.make_contribution(step, administrator, kind="proposal", title="Repeindre le préau", body="En bleu.")
    _token, secret = create_token(by=resident, name="Robot", scopes=["read", "write:contributions"], days=30)
    program = visit()
    program.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    send_letter(Letter("Une nouvelle"), to="abonnee@example.org", key="essai")
    send_letter(Letter("Votre code"), to="equipe@example.org", key="code", queue=URGENT)
    theme = step.consultation.themes.get().pk
    made = Town(space, visit(), visit(resident), visit(administrator), program, step, theme, contribution)
    assert made.visitor.get("/concertations/").status_code == 200  # now kept in the cache
    return made


def address_of(contribution: Contribution) -> str:
    return f'href="{contribution_url(contribution)}"'


def search(town: Town) -> Cell:
    answer = town.visitor.get(f"/propositions/etape/{town.step.pk}/", {"q": "tilleul"})
    page = answer.content.decode()
    if answer.status_code == 200:
        return "found" if address_of(town.contribution) in page and "Repeindre le préau" not in page else "lost"
    return answer.status_code


def contribute(town: Town) -> Cell:
    typed = {"title": "Des bancs", "body": "À l’ombre.", "theme": town.theme}
    status: int = town.resident.post(f"/propositions/etape/{town.step.pk}/deposer/", typed).status_code
    return status


def invite(town: Town) -> Cell:
    typed = {"email": "invitee@example.org", "roles": ["analyst"]}
    status: int = town.team.post("/equipe/membres/inviter/", typed).status_code
    return status


def support(town: Town) -> Cell:
    status: int = town.program.put(f"/api/v1/contributions/{town.contribution.pk}/support/").status_code
    return 200 if status == 201 else status


def directory(town: Town) -> Cell:
    asked = {"q": "lille", "vue": uuid4().hex}  # a page that nobody keeps
    page = making.operator_browser().get("/espaces/", asked).content.decode()
    if "Ville de Lille" not in page:
        return "absent"
    return "marked" if "archivé" in page else "listed"


def clock(town: Town) -> Cell:
    name = town.space.schema_name
    if name not in [one.schema_name for one in each_living()]:
        return "never"
    return "all" if name in active_schema_names() else "some"


def work(name: str) -> Callable[[Town], Cell]:
    def run(town: Town) -> Cell:
        current_app.loader.import_default_modules()
        try:
            current_app.tasks[name](schema=town.space.schema_name)
        except NoScope:
            return STOPS
        return "runs"

    return run


def letters(queue: str, subject: str) -> Callable[[Town], Cell]:
    def relay(town: Town) -> Cell:
        from django.core import mail  # noqa: PLC0415 (the box is made anew for each test)

        try:
            with scope.open_scope(town.space.schema_name, when_frozen=True):
                deliver_due(queue)
        except NoScope:
            return "never"
        return "leave" if subject in [message.subject for message in mail.outbox] else "wait"

    return relay


ASKED: dict[str, Callable[[Town], Cell]] = {
    "a page, to a visitor": lambda town: town.visitor.get("/").status_code,
    "a page kept in the cache": lambda town: town.visitor.get("/concertations/").status_code,
    "a search, to a visitor": search,
    "the team's home page": lambda town: town.team.get("/equipe/").status_code,
    "a resident's session": lambda town: town.resident.get("/notifications/").status_code,
    "a contribution": contribute,
    "a change by the team": invite,
    "one's own data": lambda town: town.resident.get("/compte/mes-donnees/").status_code,
    "a token that reads": lambda town: town.program.get("/api/v1/consultations/").status_code,
    "a token that writes": support,
    "the directory": directory,
    "the clock": clock,
    "regular work that is sent": work("notifications.send_digests"),
    "work on exports that is sent": work("exports.keep"),
    "letters": letters(DEFAULT, "Une nouvelle"),
    "sign-in codes": letters(URGENT, "Votre code"),
}


def test_the_table_and_the_questions_are_the_same() -> None:
    assert TABLE.keys() == ASKED.keys()
    assert set(STATES) == set(State)
    assert {len(row) for row in TABLE.values()} == {len(STATES)}


@pytest.mark.parametrize("state", STATES)
def test_each_state_has_its_effects(state: State, put: Put, town: Town) -> None:
    put(state)
    expected = {asked: row[STATES.index(state)] for asked, row in TABLE.items()}
    with making.in_platform():
        found: dict[str, Any] = {asked: ask(town) for asked, ask in ASKED.items()}
    assert found == expected


@pytest.mark.parametrize("state", [State.ARCHIVED, State.SUSPENDED, State.SCHEDULED])
def test_back_in_service_all_is_as_before(state: State, put: Put, town: Town) -> None:
    put(state)
    put(State.ACTIVE)
    with making.in_platform():
        found = {asked: ask(town) for asked, ask in ASKED.items()}
    assert found == {asked: row[STATES.index(State.ACTIVE)] for asked, row in TABLE.items()}


def test_what_is_only_asked_for_is_nowhere(platform: None) -> None:
    request: SpaceRequest = held_request()
    assert not Space.objects.filter(label=request.label).exists()
    browser = making.operator_browser()
    for path in ("/", "/equipe/", "/api/v1/consultations/", "/compte/connexion/"):
        answer = browser.get(path, headers={"host": f"{request.label}.citoyens.test"})
        assert answer.status_code == 404, path
    assert request.label not in browser.get("/espaces/", {"q": request.organisation}).content.decode()


def test_a_state_that_has_nothing_there_answers_as_a_name_that_never_was(put: Put, town: Town) -> None:
    never = making.operator_browser().get("/", headers={"host": "jamais-vu.citoyens.test"})
    for state in (State.PROVISIONING, State.DELETED):
        put(state)
        answer = town.visitor.get("/")
        assert (answer.status_code, answer.content, sorted(answer.headers)) == (
            never.status_code,
            never.content,
            sorted(never.headers),
        )

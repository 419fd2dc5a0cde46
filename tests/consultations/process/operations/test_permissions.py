"""Who may do what with a consultation, in each of its states: the whole table."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from consultations.process.models import Consultation, State, Step
from platform_core.access import may
from platform_core.access.actors import Actor
from platform_core.access.roles import Role
from tests.making import make_consultation, make_step, make_user

STATES = [State.DRAFT, State.PUBLISHED, State.CLOSED, State.ARCHIVED]
# What an administrator may do in each state (published: while a step is open), and the code of the refusal.
TABLE: dict[str, list[str | None]] = {
    "consultations.edit": [None, None, None, "archived"],
    "consultations.publish": [None, "already_published", "already_published", "already_published"],
    "consultations.close": ["not_published", None, "not_published", "not_published"],
    "consultations.archive": ["not_over", "not_over", None, "archived"],
    "consultations.copy": [None, None, None, None],
    "consultations.delete": [None, "published", "published", "published"],
}
ROWS = [(name, state, code) for name, codes in TABLE.items() for state, code in zip(STATES, codes, strict=True)]


def in_state(state: State) -> Consultation:
    made = make_consultation(state=state)
    make_step(made, "hands")
    return Consultation.objects.get(pk=made.pk)


def code(name: str, by: Actor, on: object) -> str | None:
    denial = may(name, by, on)
    return denial.code if denial else None


@pytest.mark.usefixtures("space")
@pytest.mark.parametrize(("name", "state", "expected"), ROWS)
def test_administrator(name: str, state: State, expected: str | None) -> None:
    administrator = make_user("qui@example.org", roles=[Role.ADMINISTRATOR])
    assert code(name, administrator, in_state(state)) == expected


@pytest.mark.usefixtures("space")
@pytest.mark.parametrize("role", [None, "", Role.MODERATOR, Role.ANALYST, Role.STEERING, Role.OPERATOR])
@pytest.mark.parametrize("state", STATES)
def test_nobody_else_may_do_any_of_it(role: str | None, state: State) -> None:
    person: Actor = AnonymousUser() if role is None else make_user("qui@example.org", roles=[role] if role else [])
    consultation = in_state(state)
    assert [name for name in TABLE if may(name, person, consultation) is None] == []
    assert may("consultations.create", person) is not None


@pytest.mark.usefixtures("space")
@pytest.mark.parametrize(
    ("state", "opens", "closes", "expected"),
    [
        (State.DRAFT, -1, 5, "not_published"),
        (State.PUBLISHED, -1, 5, None),
        (State.PUBLISHED, 2, 5, None),
        (State.PUBLISHED, -5, -1, "closed"),
        (State.CLOSED, -1, 5, "not_published"),
        (State.ARCHIVED, -1, 5, "not_published"),
    ],
)
def test_extension_follows_the_state_and_the_moment(
    state: State, opens: int, closes: int, expected: str | None
) -> None:
    step = make_step(make_consultation(state=state), "hands", opens=opens, closes=closes)
    administrator = make_user("qui@example.org", roles=[Role.ADMINISTRATOR])
    assert code("consultations.extend", administrator, step) == expected
    moderator = make_user("moderation2@example.org", roles=[Role.MODERATOR])
    assert may("consultations.extend", moderator, step) is not None


@pytest.mark.usefixtures("space")
def test_published_consultation_is_archived_once_its_steps_are_over() -> None:
    consultation = in_state(State.PUBLISHED)
    Step.objects.update(opens_at=timezone.now() - timedelta(days=3), closes_at=timezone.now() - timedelta(days=1))
    administrator = make_user("qui@example.org", roles=[Role.ADMINISTRATOR])
    assert may("consultations.archive", administrator, consultation) is None

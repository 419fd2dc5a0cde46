"""Who may do what: person × calendar → code."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from consultations.modalities.surveys.models import Survey
from platform_core.access import may
from platform_core.access.actors import Actor
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making

TIMES = {"before": (2, 9), "open": (-2, 9), "after": (-9, -2)}
PEOPLE = ["visitor", "resident", "moderator", "analyst", "steering", "administrator"]
OK = ""
TABLE = {
    # (permission, consultation): {moment: codes for PEOPLE}
    ("surveys.answer", "published"): {
        "before": ["not_open"] * 6,
        "open": ["sign_in", OK, OK, OK, OK, OK],
        "after": ["closed"] * 6,
    },
    ("surveys.answer", "draft"): {"open": ["draft"] * 6},
    ("surveys.answer", "closed"): {"open": ["closed"] * 6},
    ("surveys.edit", "published"): {
        "before": ["role", "role", "role", "role", "role", OK],
        "open": ["role", "role", "role", "role", "role", OK],
        "after": ["role", "role", "role", "role", "role", "over"],
    },
    ("surveys.edit", "draft"): {"after": ["role", "role", "role", "role", "role", OK]},
    ("surveys.edit", "archived"): {"after": ["role", "role", "role", "role", "role", "archived"]},
    ("surveys.results", "published"): {
        "before": ["before", "before", OK, OK, OK, OK],
        "open": ["later", "later", OK, OK, OK, OK],
        "after": [OK, OK, OK, OK, OK, OK],
    },
    ("surveys.results", "draft"): {"after": ["before", "before", OK, OK, OK, OK]},
    ("surveys.texts", "published"): {"after": ["team_only", "team_only", OK, OK, OK, OK]},
}
CASES = [(name, state, moment, codes) for (name, state), rows in TABLE.items() for moment, codes in rows.items()]


def someone(who: str) -> Actor:
    if who == "visitor":
        return AnonymousUser()
    roles = [] if who == "resident" else [who]
    return User.objects.create(email=f"{who}@example.org", roles=roles)


@pytest.mark.parametrize(("name", "state", "moment", "codes"), CASES)
def test_who_may_do_what(space: Space, name: str, state: str, moment: str, codes: list[str]) -> None:
    opens, closes = TIMES[moment]
    step = making.make_step(making.make_consultation(state=state), "surveys", opens=opens, closes=closes)
    found = [may(name, someone(who), step) for who in PEOPLE]
    assert [denial.code if denial else OK for denial in found] == codes
    assert all(str(denial.reason) for denial in found if denial)


def test_the_team_may_publish_results_and_texts_early(space: Space) -> None:
    step = making.make_step(making.make_consultation(), "surveys")
    survey = Survey.objects.create(step=step, shows_results=True)
    visitor = AnonymousUser()
    assert may("surveys.results", visitor, step) is None
    denial = may("surveys.texts", visitor, step)
    assert denial is not None
    survey.shows_texts = True
    assert may("surveys.texts", visitor, step) is None

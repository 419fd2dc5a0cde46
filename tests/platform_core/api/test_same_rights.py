"""The same rights through both doors: who may do what, when, answers alike on the pages and in the API."""

from __future__ import annotations

from typing import Any

import pytest

from consultations.process.models import Consultation, Step
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.api.calling import caller, proposal, written

ACTORS = ("visitor", "resident", "author", Role.MODERATOR, Role.ANALYST, Role.STEERING, Role.ADMINISTRATOR)
MOMENTS = {"before": (1, 30), "open": (-1, 30), "after": (-30, -1)}
STATES = ("published", "closed", "draft")
ALLOWED, REFUSED, NOWHERE = "allowed", "refused", "nowhere"


def outcome(answer: Any) -> str:
    """Say what an answer means, of a page or of the API: a visitor is sent to sign in by pages, told 401 by the API."""
    if answer.status_code == 302 and answer.headers["Location"].startswith("/compte/connexion"):
        return REFUSED
    if answer.status_code in {401, 403, 422}:
        return REFUSED
    if answer.status_code in {404, 400}:
        return NOWHERE
    assert answer.status_code in {200, 201, 204, 302}, (answer.status_code, answer.content[:500])
    return ALLOWED


def person(actor: str, author: User) -> User | None:
    if actor == "visitor":
        return None
    if actor == "author":
        return author
    roles = [actor] if actor in set(Role) else []
    return making.make_user(f"{actor}-acteur@example.org", roles=roles)


@pytest.fixture(params=[(moment, state) for moment in MOMENTS for state in STATES], ids="-".join)
def step(space: Space, request: pytest.FixtureRequest) -> Step:
    moment, state = request.param
    opens, closes = MOMENTS[moment]
    published = {"published_at": None} if state == "draft" else {}
    consultation: Consultation = making.make_consultation(state=state, **published)
    return making.make_step(consultation, "proposals", opens=opens, closes=closes)


@pytest.mark.parametrize("actor", ACTORS)
def test_pages_and_api_let_the_same_people_do_the_same(
    space: Space, step: Step, actor: str, visit: making.Visit
) -> None:
    author = making.make_user("auteure@example.org", "Autrice")
    who = person(actor, author)
    browser, program = visit(who), caller(space, who)
    twins = [proposal(step, author, title=f"Proposition {n}") for n in range(2)]
    page, resource = f"/propositions/{twins[0].pk}/", f"contributions/{twins[1].pk}/"
    fields = {name: value for name, value in written(step).items() if name != "step"}
    doors = {
        "read": (browser.get(page), program.get(resource)),
        "add": (
            browser.post(f"/propositions/etape/{step.pk}/deposer/", fields),
            program.post("contributions/", written(step)),
        ),
        "edit": (browser.post(f"{page}modifier/", fields), program.call("patch", resource, {"body": "Autre texte."})),
        "support": (
            browser.post(f"/soutiens/{twins[0].pk}/", {"wanted": "1"}),
            program.call("put", f"{resource}support/"),
        ),
        "comment": (
            browser.post(f"/commentaires/{twins[0].pk}/ajouter/", {"body": "Un mot", "alignment": "0"}),
            program.post(f"{resource}comments/", {"body": "Un mot"}),
        ),
        "withdraw": (browser.post(f"{page}retirer/"), program.call("delete", resource)),
    }
    seen = {what: (outcome(by_page), outcome(by_api)) for what, (by_page, by_api) in doors.items()}
    # Pages ask a visitor to sign in before they look whether the thing exists.
    differing = {what: pair for what, pair in seen.items() if pair[0] != pair[1]}
    if who is None:
        differing = {what: pair for what, pair in differing.items() if pair != (REFUSED, NOWHERE)}
    assert differing == {}


def test_abilities_say_what_doing_answers(space: Space, step: Step) -> None:
    author = making.make_user("auteure@example.org", "Autrice")
    for actor in ACTORS[1:]:
        who = person(actor, author)
        program, one = caller(space, who), proposal(step, author)
        read = program.get(f"contributions/{one.pk}/")
        if read.status_code == 404:
            continue
        said = read.json()["abilities"]
        done = {
            "supports.add": program.call("put", f"contributions/{one.pk}/support/"),
            "comments.add": program.post(f"contributions/{one.pk}/comments/", {"body": "Un mot"}),
            "contributions.edit": program.call("patch", f"contributions/{one.pk}/", {"body": "Autre."}),
            "outcomes.answer": program.post(f"contributions/{one.pk}/answers/", {"fate": "done", "body": "Fait."}),
            "contributions.withdraw": program.call("delete", f"contributions/{one.pk}/"),
        }
        for name, answer in done.items():
            assert said[name]["allowed"] == (answer.status_code < 400), (actor, name, answer.content)
            if not said[name]["allowed"]:
                assert answer.json() == {"code": said[name]["code"], "message": said[name]["reason"]}

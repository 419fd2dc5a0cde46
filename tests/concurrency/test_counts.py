"""One person counts once, and everybody counts, whatever arrives at the same moment."""

from __future__ import annotations

import pytest

from consultations.capabilities.comments.models import Comment
from consultations.capabilities.supports.models import Support
from consultations.modalities.surveys.models import Answer, Response
from consultations.modalities.surveys.operations.filling import fill_survey
from consultations.process.models import Contribution, Step
from platform_core.access import System
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making
from tests.concurrency.crowd import Client, Servers, secret_of, spread, together
from tests.platform_core.api.calling import proposal, proposals_step

ANSWERED = {"answers": {"ravi": "yes", "pourquoi": "Les bancs."}}
CONTENT = {
    "title": "Le parc",
    "sections": [
        {
            "title": "Vous",
            "questions": [
                {"key": "ravi", "type": "yes_no", "label": "Aimez-vous le parc ?", "required": True},
                {"key": "pourquoi", "type": "short", "label": "Pourquoi ?"},
            ],
        }
    ],
}


@pytest.fixture
def one(servers: Servers, town: Space) -> Contribution:
    """Return a proposal that anybody may support."""
    return servers[0].do(lambda: proposal(proposals_step()), at=town)


def person(number: int) -> User:
    return making.make_user(f"personne{number}@example.org", f"Personne {number}")


def people(servers: Servers, town: Space, number: int) -> list[Client]:
    """Return as many programs, each with the token of somebody else, half of them on each server."""
    secrets = servers[0].do(lambda: [secret_of(person(one)) for one in range(number)], at=town)
    return [Client(servers[turn % 2], town.host, token=secret) for turn, secret in enumerate(secrets)]


def same_person(servers: Servers, town: Space, number: int) -> list[Client]:
    """Return as many programs of one person, half of them on each server."""
    secret = servers[0].do(lambda: secret_of(person(0)), at=town)
    return spread(servers, number, town.host, token=secret)


def supports(servers: Servers, town: Space, contribution: Contribution) -> tuple[int, int]:
    """Return the rows, and the count that is kept beside them."""

    def read() -> tuple[int, int]:
        contribution.refresh_from_db()
        return Support.objects.filter(contribution=contribution).count(), contribution.supports_count

    return servers[0].do(read, at=town)


def test_twenty_supports_of_one_person_by_programs_count_one(servers: Servers, town: Space, one: Contribution) -> None:
    programs = same_person(servers, town, 20)
    answers = together(lambda program: program.call("PUT", f"contributions/{one.pk}/support/"), programs)
    assert {answer.status for answer in answers} == {200}
    assert {answer.json()["supports_count"] for answer in answers} == {1}
    assert supports(servers, town, one) == (1, 1)


def test_twenty_clicks_of_one_person_count_one(servers: Servers, town: Space, one: Contribution) -> None:
    user = servers[0].do(lambda: person(0), at=town)
    browsers = spread(servers, 20, town.host, session=servers[0].session_of(user, town))
    for browser in browsers:
        browser.fill(f"/propositions/{one.pk}/")
    answers = together(lambda browser: browser.post(f"/soutiens/{one.pk}/", wanted="1"), browsers)
    assert {answer.status for answer in answers} == {302}
    assert supports(servers, town, one) == (1, 1)


def test_two_hundred_people_count_two_hundred(servers: Servers, town: Space, one: Contribution) -> None:
    crowd = people(servers, town, 200)
    answers = together(lambda program: program.call("PUT", f"contributions/{one.pk}/support/"), crowd)
    assert {answer.status for answer in answers} == {200}
    assert supports(servers, town, one) == (200, 200)


def test_giving_and_taking_back_at_once_leaves_a_true_count(servers: Servers, town: Space, one: Contribution) -> None:
    wishes = [(program, method) for program in people(servers, town, 10) for method in ("PUT", "DELETE") * 2]
    answers = together(lambda wish: wish[0].call(wish[1], f"contributions/{one.pk}/support/"), wishes)
    rows, count = supports(servers, town, one)
    assert {answer.status for answer in answers} == {200}
    assert rows == count


def test_fifty_comments_at_once_are_all_counted(servers: Servers, town: Space, one: Contribution) -> None:
    body = {"body": "Moi aussi.", "alignment": "for"}
    crowd = people(servers, town, 50)
    answers = together(lambda program: program.call("POST", f"contributions/{one.pk}/comments/", body), crowd)
    kept = servers[0].do(lambda: Comment.objects.filter(target=one).count(), at=town)
    counted = servers[0].do(lambda: Contribution.objects.get(pk=one.pk).comments_count, at=town)
    assert {answer.status for answer in answers} == {201}
    assert (kept, counted) == (50, 50)


def test_fifty_answers_of_one_person_to_a_survey_make_one_sheet(servers: Servers, town: Space) -> None:
    def survey() -> Step:
        step = making.make_step(making.make_consultation(), "surveys")
        fill_survey(by=System("tests"), step=step, content=CONTENT)
        return step

    step = servers[0].do(survey, at=town)
    programs = same_person(servers, town, 50)
    answers = together(lambda program: program.call("PUT", f"surveys/{step.pk}/answer/", ANSWERED), programs)
    sheets = servers[0].do(lambda: list(Response.objects.values_list("is_draft", flat=True)), at=town)
    assert {answer.status for answer in answers} == {200}
    assert sheets == [False]
    assert servers[0].do(Answer.objects.count, at=town) == 2


def test_one_contribution_sent_twenty_times_with_a_key_is_added_once(servers: Servers, town: Space) -> None:
    def body() -> dict[str, object]:
        step = proposals_step()
        theme = step.consultation.themes.get()
        return {"step": step.pk, "theme": theme.pk, "title": "Des bancs à l’ombre", "body": "Place du Concert."}

    sent = servers[0].do(body, at=town)
    programs = same_person(servers, town, 20)
    key = {"idempotency_key": "la-meme"}
    answers = together(lambda program: program.call("POST", "contributions/", sent, **key), programs)
    assert {answer.status for answer in answers} <= {201, 409}
    assert len({answer.json()["id"] for answer in answers if answer.status == 201}) == 1
    assert servers[0].do(Contribution.objects.count, at=town) == 1

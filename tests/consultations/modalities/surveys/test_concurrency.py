"""One answer per person, whatever happens at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from consultations.modalities.surveys.models import Answer, Participation, Response, Survey
from consultations.modalities.surveys.operations.answering import save_draft, submit_answers
from consultations.modalities.surveys.operations.filling import fill_survey
from consultations.modalities.surveys.operations.questions import delete_question
from consultations.process.models import Consultation, Step
from platform_core.accounts.models import User
from platform_core.errors import RuleBroken
from tenants.spaces.models import Space
from tests import making
from tests.consultations.modalities.surveys.conftest import SYSTEM
from tests.consultations.modalities.surveys.sample import ANSWERS, CONTENT

THREADS = 8


@pytest.fixture
def stage(real_db: None, spaces: tuple[Space, Space]) -> Iterator[tuple[Space, Step]]:
    with making.in_space(spaces[0]):
        consultation = making.make_consultation(slug="en-meme-temps")
        step = making.make_step(consultation, "surveys")
        fill_survey(by=SYSTEM, step=step, content=CONTENT)
        yield spaces[0], step
        Consultation.objects.filter(pk=consultation.pk).delete()
        User.objects.filter(email__startswith="ensemble").delete()


def at_once(space: Space, jobs: list[Callable[[], object]]) -> list[str]:
    """Run the jobs each on a connection of its own, all started together; return "" or the code of what was refused."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> str:
        try:
            with making.in_space(space):
                start.wait()
                job()
        except RuleBroken as error:
            return error.code
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def sending(step: Step, person: User, secret: str) -> Callable[[], object]:
    def send() -> None:
        save_draft(by=person, step=step, values=ANSWERS, secret=secret)
        submit_answers(by=person, step=step, secret=secret)

    return send


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_one_person_who_sends_many_times_at_once_has_one_sheet(
    stage: tuple[Space, Step], *, is_anonymous: bool
) -> None:
    space, step = stage
    Survey.objects.update(is_anonymous=is_anonymous)
    person = making.make_user("ensemble@example.org")
    refusals = at_once(space, [sending(step, person, "un navigateur")] * THREADS)
    assert refusals == [""] * THREADS
    assert Response.objects.sent().count() == 1
    assert Participation.objects.count() == int(is_anonymous)
    assert Answer.objects.filter(question__key="bus").count() == 1


def test_one_person_on_many_devices_is_counted_once(stage: tuple[Space, Step]) -> None:
    space, step = stage
    Survey.objects.update(is_anonymous=True)
    person = making.make_user("ensemble@example.org")
    refusals = at_once(space, [sending(step, person, f"navigateur {n}") for n in range(THREADS)])
    assert sorted(refusals) == ["", *["already"] * (THREADS - 1)]
    assert Response.objects.sent().count() == Participation.objects.count() == 1


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_many_people_at_once_are_all_counted(stage: tuple[Space, Step], *, is_anonymous: bool) -> None:
    space, step = stage
    Survey.objects.update(is_anonymous=is_anonymous)
    people = [making.make_user(f"ensemble{n}@example.org") for n in range(THREADS)]
    assert at_once(space, [sending(step, one, f"secret {one.pk}") for one in people]) == [""] * THREADS
    assert at_once(space, [sending(step, one, f"secret {one.pk}") for one in people]) == [""] * THREADS  # corrections
    assert Response.objects.sent().count() == THREADS


def test_a_question_is_not_removed_under_the_first_answer(stage: tuple[Space, Step]) -> None:
    space, step = stage
    person = making.make_user("ensemble@example.org")
    question = Survey.objects.get(step=step).questions.get(key="idee")
    refusals = at_once(space, [sending(step, person, ""), lambda: delete_question(by=SYSTEM, question=question)])
    is_there = Survey.objects.get(step=step).questions.filter(key="idee").exists()
    assert refusals[1] == ("begun" if is_there else "")
    assert Answer.objects.filter(question__key="idee").exists() == is_there
    assert Response.objects.sent().count() == 1

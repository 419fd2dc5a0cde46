"""A request sent twice with the same key is done once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from consultations.process.models import Consultation, Contribution, Step
from platform_core.accounts.models import User
from platform_core.api import idempotency
from platform_core.api.models import ApiToken, KeptAnswer
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.api.calling import Caller, caller, proposals_step, token, written

KEY = {"idempotency_key": "une-clé-à-moi".encode().hex()}


@pytest.fixture
def step(space: Space) -> Step:
    return proposals_step()


def test_the_same_request_is_done_once_and_answered_the_same(space: Space, step: Step, resident: User) -> None:
    program = caller(space, resident)
    first, again = (program.post("contributions/", written(step), **KEY) for _time in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert first.headers["Location"] == again.headers["Location"]
    assert ("Idempotent-Replayed" in first.headers, again.headers["Idempotent-Replayed"]) == (False, "true")
    assert Contribution.objects.count() == 1


def test_without_a_key_it_is_done_twice(space: Space, step: Step, resident: User) -> None:
    program = caller(space, resident)
    for _time in range(2):
        assert program.post("contributions/", written(step)).status_code == 201
    assert Contribution.objects.count() == 2


def test_the_key_of_something_else_is_refused(space: Space, step: Step, resident: User) -> None:
    program = caller(space, resident)
    program.post("contributions/", written(step), **KEY)
    other = program.post("contributions/", written(step, title="Autre chose encore"), **KEY)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_reused")


def test_a_key_belongs_to_its_token(space: Space, step: Step, resident: User) -> None:
    for person in (resident, resident, making.make_user("autre@example.org")):
        assert caller(space, person).post("contributions/", written(step), **KEY).status_code == 201
    assert Contribution.objects.count() == 3


def test_a_refusal_is_kept_too(space: Space, step: Step, resident: User) -> None:
    program = caller(space, resident)
    first, again = (program.post("contributions/", written(step, title="Bancs"), **KEY) for _time in range(2))
    assert (first.status_code, first.content) == (400, again.content)
    assert again.headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize("key", ["", "x" * 201])
def test_a_key_of_a_wrong_length_is_refused(space: Space, step: Step, resident: User, key: str) -> None:
    answer = caller(space, resident).post("contributions/", written(step), idempotency_key=key)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key")


def test_while_the_first_is_being_done_the_second_is_told_so(space: Space, step: Step, resident: User) -> None:
    program = caller(space, resident)
    program.post("contributions/", written(step), **KEY)
    KeptAnswer.objects.update(status=None, started_at=timezone.now())
    answer = program.post("contributions/", written(step), **KEY)
    assert (answer.status_code, answer.json()["code"]) == (409, "in_progress")


def test_what_was_abandoned_is_taken_over(space: Space, step: Step, resident: User) -> None:
    program = caller(space, resident)
    program.post("contributions/", written(step), **KEY)
    KeptAnswer.objects.update(status=None, started_at=timezone.now() - timedelta(minutes=3))
    assert program.post("contributions/", written(step), **KEY).status_code == 201
    assert KeptAnswer.objects.get().status == 201


def test_what_failed_on_our_side_can_be_tried_again(
    space: Space, step: Step, resident: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from consultations.process.api import contributions  # noqa: PLC0415 (what is made to fail)

    def fail(*_args: Any, **_more: Any) -> None:
        raise ZeroDivisionError

    program = caller(space, resident)
    with monkeypatch.context() as broken:
        broken.setattr(contributions, "operation_values", fail)
        with pytest.raises(ZeroDivisionError):
            program.post("contributions/", written(step), **KEY)
    assert not KeptAnswer.objects.exists()
    assert program.post("contributions/", written(step), **KEY).status_code == 201


def test_what_is_done_and_its_answer_are_kept_together_or_not_at_all(
    space: Space, step: Step, resident: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_args: Any) -> None:
        raise ZeroDivisionError

    program = caller(space, resident)
    with monkeypatch.context() as broken:
        broken.setattr(idempotency, "keep", die)
        with pytest.raises(ZeroDivisionError):
            program.post("contributions/", written(step), **KEY)
    assert not Contribution.objects.exists()
    assert program.post("contributions/", written(step), **KEY).status_code == 201


def test_answers_are_forgotten_after_a_day(space: Space, step: Step, resident: User) -> None:
    program = caller(space, resident)
    program.post("contributions/", written(step), **KEY)
    KeptAnswer.objects.update(started_at=timezone.now() - timedelta(hours=25))
    program.post("contributions/", written(step), idempotency_key="autre")
    assert KeptAnswer.objects.count() == 1


@pytest.fixture
def committed(real_db: None, spaces: tuple[Space, Space]) -> Iterator[tuple[Space, Step, str]]:
    """Yield a step and a token that other connections see; remove them afterwards."""
    space = spaces[0]
    with making.in_space(space):
        person = making.make_user("parallele@example.org")
        step, secret = proposals_step(), token(person)
    yield space, step, secret
    with making.in_space(space):
        KeptAnswer.objects.all().delete()
        ApiToken.objects.all().delete()
        Contribution.objects.all().delete()
        Consultation.objects.all().delete()
        User.objects.filter(pk=person.pk).delete()


def test_eight_at_once_are_done_once(committed: tuple[Space, Step, str]) -> None:
    space, step, secret = committed
    with making.in_space(space):
        body = written(step)
    answers: list[int] = []
    gate = threading.Barrier(8)

    def send() -> None:
        program = Caller(space, secret)
        gate.wait()
        answers.append(program.post("contributions/", body, **KEY).status_code)
        connections.close_all()

    threads = [threading.Thread(target=send) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with making.in_space(space):
        assert Contribution.objects.count() == 1
    assert set(answers) <= {201, 409}
    assert 201 in answers

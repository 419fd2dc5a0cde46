"""What is known is not sent again; what changed meanwhile is not written over."""

from __future__ import annotations

import pytest

from consultations.process.models import Step
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.api.calling import Caller, caller, proposal, proposals_step, written


@pytest.fixture
def step(space: Space) -> Step:
    return proposals_step()


@pytest.mark.parametrize("path", ["contributions/", "consultations/", "schema/"])
def test_what_is_known_is_not_sent_again(space: Space, step: Step, path: str) -> None:
    proposal(step)
    first = Caller(space).get(path)
    again = Caller(space).get(path, if_none_match=f'"autre", W/{first.headers["ETag"]}')
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert Caller(space).get(path, if_none_match='"autre"').status_code == 200


def test_the_tag_changes_with_what_is_shown(space: Space, step: Step, resident: User) -> None:
    one = proposal(step, making.make_user("autre@example.org"))
    program, address = caller(space, resident), f"contributions/{one.pk}/"
    tag = program.get(address).headers["ETag"]
    program.call("put", f"{address}support/")
    answer = program.get(address, if_none_match=tag)
    assert (answer.status_code, answer.json()["supports_count"]) == (200, 1)


def test_two_people_do_not_share_tags(space: Space, step: Step, resident: User) -> None:
    one = proposal(step, resident)
    tag = caller(space, resident).get(f"contributions/{one.pk}/").headers["ETag"]
    assert Caller(space).get(f"contributions/{one.pk}/", if_none_match=tag).status_code == 200


def test_a_change_on_what_was_read_is_written_and_gives_the_next_tag(space: Space, step: Step, resident: User) -> None:
    program, address = caller(space, resident), f"contributions/{proposal(step, resident).pk}/"
    tag = program.get(address).headers["ETag"]
    first = program.call("patch", address, {"body": "Des chênes."}, if_match=tag)
    assert first.status_code == 200
    assert first.headers["ETag"] == program.get(address).headers["ETag"] != tag
    late = program.call("patch", address, {"body": "Des hêtres."}, if_match=tag)
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    assert program.get(address).json()["body"] == "Des chênes."


def test_details_of_a_kind_are_part_of_its_version(space: Space, resident: User) -> None:
    step = making.make_step(making.make_consultation(), "initiatives")
    program = caller(space, resident)
    body = {
        "step": step.pk,
        "title": "Jardin partagé",
        "body": "Un jardin.",
        "theme": step.consultation.themes.get().pk,
    }
    made = program.post("contributions/", {**body, "details": {"carried_by": "A", "audience": "Tous"}}).json()
    address = f"contributions/{made['id']}/"
    tag = program.get(address).headers["ETag"]
    assert program.call("patch", address, {"details": {"since": "2019"}}, if_match=tag).status_code == 200
    assert program.call("patch", address, {"details": {"since": "2020"}}, if_match=tag).status_code == 412


def test_a_support_given_meanwhile_is_not_another_version(space: Space, step: Step, resident: User) -> None:
    one = proposal(step, resident)
    program, address = caller(space, resident), f"contributions/{one.pk}/"
    tag = program.get(address).headers["ETag"]
    caller(space, making.make_user("autre@example.org")).call("put", f"{address}support/")
    assert program.call("patch", address, {"body": "Des chênes."}, if_match=tag).status_code == 200


def test_withdrawing_also_looks_at_the_version(space: Space, step: Step, resident: User) -> None:
    one = proposal(step, resident)
    answer = caller(space, resident).call("delete", f"contributions/{one.pk}/", if_match='"vieux.tag"')
    one.refresh_from_db()
    assert (answer.status_code, one.status) == (412, "published")


def test_adding_gives_the_tag_for_the_next_change(space: Space, step: Step, resident: User) -> None:
    program = caller(space, resident)
    made = program.post("contributions/", written(step))
    assert made.headers["ETag"] == program.get(f"contributions/{made.json()['id']}/").headers["ETag"]


def test_a_comment_is_not_written_over_either(space: Space, step: Step, resident: User) -> None:
    program = caller(space, resident)
    made = program.post(f"contributions/{proposal(step).pk}/comments/", {"body": "Un"}).json()
    address = f"comments/{made['id']}/"
    tag = program.call("patch", address, {"body": "Deux"}).headers["ETag"]
    assert program.call("patch", address, {"body": "Trois"}, if_match=tag).status_code == 200
    assert program.call("patch", address, {"body": "Quatre"}, if_match=tag).status_code == 412

"""One support per person and contribution, whatever the door and however many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from consultations.capabilities.supports.models import Support
from consultations.capabilities.supports.operations import add_support, remove_support
from consultations.process.models import Contribution, Status, Step
from platform_core.access import may
from platform_core.accounts.models import User
from platform_core.errors import NotAllowed
from tenants.spaces.models import Space
from tests import making

KIND = "test_kind"


@pytest.fixture
def step(space: Space) -> Step:
    return making.make_step(making.make_consultation(), "test_modality")


def contribute(step: Step, author: User | None = None, **fields: object) -> Contribution:
    return Contribution.objects.create(
        kind=KIND, step=step, consultation=step.consultation, title="Planter rue Solférino", author=author, **fields
    )


def test_a_second_support_changes_nothing(step: Step, resident: User) -> None:
    contribution = contribute(step)
    assert add_support(by=resident, contribution=contribution)
    assert not add_support(by=resident, contribution=contribution)
    assert contribution.supports_count == Support.objects.count() == 1


def test_a_support_can_be_taken_back_once(step: Step, resident: User) -> None:
    contribution = contribute(step)
    add_support(by=resident, contribution=contribution)
    assert remove_support(by=resident, contribution=contribution)
    assert not remove_support(by=resident, contribution=contribution)
    assert contribution.supports_count == Support.objects.count() == 0


@pytest.mark.parametrize(
    ("opens", "closes", "fields", "code"),
    [
        (-1, 30, {}, None),
        (-30, -1, {}, "closed"),
        (2, 30, {}, "not_open"),
        (-1, 30, {"supports_enabled": False}, "disabled"),
    ],
)
def test_when_one_may_support(
    space: Space, resident: User, opens: int, closes: int, fields: dict[str, object], code: str | None
) -> None:
    step = making.make_step(making.make_consultation(), "test_modality", opens=opens, closes=closes, **fields)
    denial = may("supports.add", resident, contribute(step))
    assert (denial.code if denial else None) == code


def test_who_may_support(step: Step, resident: User) -> None:
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415 (needs loaded apps)

    mine, hidden = contribute(step, resident), contribute(step, status=Status.HIDDEN)
    assert may("supports.add", AnonymousUser(), contribute(step)).code == "sign_in"
    assert may("supports.add", resident, mine).code == "own"
    assert may("supports.add", resident, hidden).code == "not_public"


def test_a_count_does_not_move_after_closing(space: Space, resident: User) -> None:
    step = making.make_step(making.make_consultation(), "test_modality", opens=-30, closes=-1)
    contribution = contribute(step)
    Support.objects.create(contribution=contribution, person=resident)
    with pytest.raises(NotAllowed):
        remove_support(by=resident, contribution=contribution)
    assert Support.objects.count() == 1


def test_what_cannot_be_seen_is_not_found(step: Step, resident: User, visit: making.Visit) -> None:
    hidden = contribute(step, status=Status.HIDDEN)
    answer = visit(resident).post(f"/soutiens/{hidden.pk}/", {"wanted": "1"})
    assert answer.status_code == 404
    assert not Support.objects.exists()


def test_a_visitor_is_sent_to_sign_in(step: Step, visit: making.Visit) -> None:
    answer = visit().post(f"/soutiens/{contribute(step).pk}/", {"wanted": "1"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/compte/connexion/")


def test_the_button_answers_with_the_new_count(step: Step, resident: User, visit: making.Visit) -> None:
    contribution = contribute(step)
    answer = visit(resident).post(f"/soutiens/{contribution.pk}/", {"wanted": "1"}, headers={"hx-request": "true"})
    page = answer.content.decode()
    assert 'aria-pressed="true"' in page
    assert 'support__count"><span aria-hidden="true">1<' in page
    assert "1\u00a0soutien<" in page  # what is read aloud agrees with its number


def test_a_hidden_count_is_in_no_answer(space: Space, resident: User, visit: making.Visit) -> None:
    step = making.make_step(making.make_consultation(), "test_modality", supports_hidden=True)
    contribution = contribute(step, supports_count=41)
    answer = visit(resident).post(f"/soutiens/{contribution.pk}/", {"wanted": "1"}, headers={"hx-request": "true"})
    assert "support__count" not in answer.content.decode()


def test_twenty_at_once_by_one_person_make_one(real_db: None, spaces: tuple[Space, Space]) -> None:
    """Real connections, real commits: the unique constraint decides."""
    with making.in_space(spaces[0]):
        person = making.make_user("parallele@example.org")
        consultation = making.make_consultation(slug="parallele")
        contribution = contribute(making.make_step(consultation, "test_modality"))

    def support(_n: int) -> bool:
        try:
            with making.in_space(spaces[0]):
                fresh = Contribution.objects.select_related("step__consultation").get(pk=contribution.pk)
                return add_support(by=person, contribution=fresh)
        finally:
            connections.close_all()

    try:
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(support, range(20)))
        with making.in_space(spaces[0]):
            contribution.refresh_from_db()
            assert answers.count(True) == contribution.supports_count == Support.objects.count() == 1
    finally:
        with making.in_space(spaces[0]):
            consultation.delete()
            person.delete()

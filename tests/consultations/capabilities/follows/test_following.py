"""Follow and stop, by oneself or because one took part."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations.capabilities.comments.operations import add_comment
from consultations.capabilities.follows.models import Follow
from consultations.capabilities.follows.operations.following import follow, unfollow
from consultations.capabilities.supports.operations import add_support
from consultations.process.contributing import add_contribution
from consultations.process.models import Consultation, Contribution, State, Status, Step
from platform_core.access import may
from platform_core.accounts.models import User
from platform_core.notifications.operations.choosing import set_preferences
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.notifications.telling import deliver


def followed(person: User) -> set[str]:
    rows = Follow.objects.filter(person=person, is_on=True)
    return {str(row.consultation or row.contribution) for row in rows}


def test_following_twice_is_following_once(step: Step, resident: User) -> None:
    assert follow(by=resident, target=step.consultation)
    assert not follow(by=resident, target=step.consultation)
    assert unfollow(by=resident, target=step.consultation)
    assert not unfollow(by=resident, target=step.consultation)
    assert follow(by=resident, target=step.consultation)
    assert Follow.objects.count() == 1


def test_the_database_refuses_a_second_row_and_one_about_nothing(step: Step, resident: User) -> None:
    Follow.objects.create(person=resident, consultation=step.consultation)
    for fields in ({"consultation": step.consultation}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(person=resident, **fields)


def test_who_may_follow_what(step: Step, resident: User) -> None:
    draft = Consultation(title="Brouillon", state=State.DRAFT)
    hidden = making.make_contribution(step, status=Status.HIDDEN)
    assert may("follows.follow", resident, making.make_contribution(step)) is None
    assert may("follows.follow", resident, step.consultation) is None
    assert may("follows.follow", AnonymousUser(), step.consultation).code == "sign_in"
    assert may("follows.follow", resident, draft).code == "not_public"
    assert may("follows.follow", resident, hidden).code == "not_public"


def test_one_follows_what_one_takes_part_in(step: Step, resident: User) -> None:
    add_contribution(kind=making.KIND, step=step, by=resident, title="La mienne")
    add_comment(by=resident, target=making.make_contribution(step, title="Commentée"), body="Oui")
    add_support(by=resident, contribution=making.make_contribution(step, title="Soutenue"))
    deliver()
    assert followed(resident) == {"La mienne", "Commentée", "Soutenue"}


def test_one_who_stopped_is_not_made_to_follow_again(step: Step, resident: User) -> None:
    contribution = making.make_contribution(step)
    follow(by=resident, target=contribution)
    unfollow(by=resident, target=contribution)
    add_comment(by=resident, target=contribution, body="Encore")
    deliver()
    assert followed(resident) == set()


def test_one_who_does_not_want_it_follows_only_by_hand(step: Step, resident: User) -> None:
    set_preferences(by=resident, person=resident, rhythms={}, switched={"follow_own": False})
    add_comment(by=resident, target=making.make_contribution(step), body="Oui")
    deliver()
    assert followed(resident) == set()


def test_the_button_says_what_is_and_changes_it(step: Step, resident: User, visit: making.Visit) -> None:
    contribution = making.make_contribution(step)
    for wanted, pressed in (("1", "true"), ("1", "true"), ("0", "false")):
        answer = visit(resident).post(
            f"/suivre/contribution/{contribution.pk}/", {"wanted": wanted}, headers={"hx-request": "true"}
        )
        assert f'aria-pressed="{pressed}"' in answer.content.decode()
    assert followed(resident) == set()


def test_the_fragment_is_part_of_the_whole_page(space: Space, resident: User, visit: making.Visit) -> None:
    browser, address = visit(resident), f"/suivre/concertation/{making.make_consultation().pk}/"
    fragment = browser.post(address, {"wanted": "1"}, headers={"hx-request": "true"}).content.decode()
    page = browser.get("/concertations/nature-en-ville/").content.decode()
    button = fragment[fragment.index("<button") : fragment.index("</button>")]
    assert button in page


def test_without_script_one_comes_back_to_the_consultation(step: Step, resident: User, visit: making.Visit) -> None:
    answer = visit(resident).post(f"/suivre/concertation/{step.consultation.pk}/", {"wanted": "1"})
    assert answer["Location"] == "/concertations/nature-en-ville/"


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_one_is_not_sent_elsewhere(step: Step, resident: User, visit: making.Visit, elsewhere: str) -> None:
    address = f"/suivre/concertation/{step.consultation.pk}/"
    answer = visit(resident).post(address, {"wanted": "0", "next": elsewhere})
    assert answer["Location"] == "/concertations/nature-en-ville/"


def test_what_may_not_be_seen_is_not_found(step: Step, resident: User, visit: making.Visit) -> None:
    hidden = making.make_contribution(step, status=Status.HIDDEN)
    assert visit(resident).post(f"/suivre/contribution/{hidden.pk}/", {"wanted": "1"}).status_code == 404
    Consultation.objects.update(state=State.DRAFT)
    assert visit(resident).post(f"/suivre/concertation/{step.consultation.pk}/").status_code == 404


def test_a_visitor_is_asked_to_sign_in_and_comes_back(space: Space, visit: making.Visit) -> None:
    making.make_consultation()
    page = visit().get("/concertations/nature-en-ville/").content.decode()
    assert f"{reverse('account_login')}?next=/concertations/nature-en-ville/" in page


def test_the_list_of_what_one_follows(step: Step, resident: User, visit: making.Visit) -> None:
    browser = visit(resident)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get("/compte/suivis/").status_code == 200
        return len(captured)

    follow(by=resident, target=making.make_contribution(step, title="Une"))
    few = cost()
    follow(by=resident, target=step.consultation)
    for title in ("Deux", "Cachée"):
        follow(by=resident, target=making.make_contribution(step, title=title))
    assert cost() == few <= 12
    Contribution.objects.filter(title="Cachée").update(status=Status.HIDDEN)
    page = browser.get("/compte/suivis/").content.decode()
    assert "Une" in page
    assert "Nature en ville" in page
    assert "Cachée" not in page

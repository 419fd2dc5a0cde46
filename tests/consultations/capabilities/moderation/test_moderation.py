"""Report, hide, restore: who may, what is gone, who is told."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations.capabilities.comments.operations import add_comment
from consultations.capabilities.moderation.models import Decision, Report
from consultations.capabilities.moderation.operations import (
    hide_contribution,
    keep_contribution,
    report_contribution,
    restore_contribution,
)
from consultations.process.models import Contribution, Status
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from tenants.spaces.models import Space
from tests import making


@pytest.fixture
def author(space: Space) -> User:
    return making.make_user("auteur@example.org", "Dominique")


@pytest.fixture
def contribution(author: User) -> Contribution:
    return making.make_contribution(making.make_step(making.make_consultation(), "x"), author)


def test_the_same_person_reports_once(contribution: Contribution, resident: User) -> None:
    first = report_contribution(by=resident, contribution=contribution, reason="insult")
    assert report_contribution(by=resident, contribution=contribution, reason="off_topic") == first
    assert Report.objects.count() == 1


def test_one_may_report_again_after_a_decision(contribution: Contribution, resident: User, moderator: User) -> None:
    report_contribution(by=resident, contribution=contribution, reason="insult")
    keep_contribution(by=moderator, contribution=contribution)
    report_contribution(by=resident, contribution=contribution, reason="insult")
    assert Report.objects.filter(decision=None).count() == 1


def test_a_reason_outside_the_list_is_refused(contribution: Contribution, resident: User) -> None:
    with pytest.raises(RuleBroken, match="reason"):
        report_contribution(by=resident, contribution=contribution, reason="parce que")


def test_hiding_needs_a_message(contribution: Contribution, moderator: User) -> None:
    with pytest.raises(RuleBroken) as refusal:
        hide_contribution(by=moderator, contribution=contribution, reason="insult", message="  ")
    assert refusal.value.field == "message"
    contribution.refresh_from_db()
    assert contribution.status == Status.PUBLISHED


@pytest.mark.parametrize("role", [None, Role.ANALYST, Role.STEERING])
def test_only_moderators_decide(contribution: Contribution, role: Role | None) -> None:
    person = making.make_user("autre@example.org", roles=[role] if role else [])
    with pytest.raises(NotAllowed):
        hide_contribution(by=person, contribution=contribution, reason="insult", message="Non")


def test_nobody_moderates_their_own(contribution: Contribution, author: User) -> None:
    author.roles = [Role.MODERATOR]
    author.save()
    with pytest.raises(NotAllowed, match="own"):
        keep_contribution(by=author, contribution=contribution)


def test_a_hidden_contribution_is_for_its_author_and_the_team_only(
    contribution: Contribution, author: User, resident: User, moderator: User
) -> None:
    hide_contribution(by=moderator, contribution=contribution, reason="insult", message="Sans attaquer les personnes.")
    seen = {
        person: Contribution.objects.visible_to(person).filter(pk=contribution.pk).exists()
        for person in (author, resident, moderator)
    }
    assert seen == {author: True, resident: False, moderator: True}
    assert not Contribution.objects.public().filter(pk=contribution.pk).exists()
    assert Entry.objects.filter(
        action="moderation.hide", target_id=str(contribution.pk), actor_id=moderator.pk
    ).exists()


def test_restoring_shows_it_again(contribution: Contribution, resident: User, moderator: User) -> None:
    hide_contribution(by=moderator, contribution=contribution, reason="insult", message="Non")
    restore_contribution(by=moderator, contribution=contribution)
    assert Contribution.objects.visible_to(resident).filter(pk=contribution.pk).exists()
    assert list(Decision.objects.values_list("verdict", flat=True)) == ["restore", "hide"]


def test_a_hidden_comment_is_not_counted_and_a_restored_one_is(
    contribution: Contribution, resident: User, moderator: User
) -> None:
    comment = add_comment(by=resident, target=contribution, body="Un commentaire")
    hide_contribution(by=moderator, contribution=comment.contribution, reason="insult", message="Non")
    contribution.refresh_from_db()
    assert contribution.comments_count == 0
    restore_contribution(by=moderator, contribution=comment.contribution)
    contribution.refresh_from_db()
    assert contribution.comments_count == 1


@pytest.mark.parametrize(
    "path", ["", "recentes/", "masquees/", "journal/", "1/masquer/", "1/retablir/", "1/maintenir/"]
)
def test_strangers_and_residents_are_kept_out(visit: making.Visit, resident: User, path: str) -> None:
    assert visit().get(f"/equipe/moderation/{path}").status_code == 302
    assert visit(resident).get(f"/equipe/moderation/{path}").status_code == 403
    assert visit(resident).post(f"/equipe/moderation/{path}").status_code == 403


def test_reporting_and_hiding_through_the_pages(
    contribution: Contribution, resident: User, moderator: User, visit: making.Visit
) -> None:
    refused = visit(resident).post(f"/signaler/{contribution.pk}/", {"message": "Voir la ligne 2"})
    assert refused.status_code == 422
    assert "Voir la ligne 2" in refused.content.decode()
    visit(resident).post(f"/signaler/{contribution.pk}/", {"reason": "insult", "message": "Voir la ligne 2"})
    queue = visit(moderator).get("/equipe/moderation/").content.decode()
    assert "Voir la ligne 2" in queue
    assert "Planter rue Solférino" in queue
    page = visit(moderator).post(
        f"/equipe/moderation/{contribution.pk}/masquer/", {"reason": "insult", "message": "Sans insulte."}, follow=True
    )
    assert page.status_code == 200
    contribution.refresh_from_db()
    assert contribution.status == Status.HIDDEN
    assert "Sans insulte." in visit(moderator).get("/equipe/moderation/masquees/").content.decode()


@pytest.mark.parametrize("path", ["", "recentes/", "masquees/", "journal/"])
def test_the_queue_costs_the_same_at_one_and_at_three(
    contribution: Contribution, moderator: User, visit: making.Visit, path: str
) -> None:
    def prepare(n: int) -> None:
        for i in range(n):
            who = making.make_user(f"r{Contribution.objects.count()}-{i}@example.org")
            for hidden in (False, True):
                one = making.make_contribution(contribution.step, who)
                report_contribution(by=moderator, contribution=one, reason="insult")
                if hidden:
                    hide_contribution(
                        by=making.make_user(f"m{one.pk}@example.org", roles=[Role.MODERATOR]),
                        contribution=one,
                        reason="insult",
                        message="Non",
                    )

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(f"/equipe/moderation/{path}").status_code == 200
        return len(captured)

    browser = visit(moderator)
    prepare(1)
    few = cost()
    prepare(2)
    assert cost() == few <= 12

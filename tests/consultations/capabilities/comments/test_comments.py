"""Threads: who may comment, what is kept, what is shown, at what cost."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consultations.capabilities.comments.models import MAX_DEPTH, Alignment, Comment
from consultations.capabilities.comments.operations import add_comment, edit_comment, withdraw_comment
from consultations.capabilities.comments.queries import threads
from consultations.process.models import Contribution, Status
from platform_core.access import may
from platform_core.accounts.models import User
from platform_core.errors import NotAllowed, RuleBroken
from tenants.postgresql.current import connection
from tenants.spaces.models import Space
from tests import making


@pytest.fixture
def target(space: Space) -> Contribution:
    return making.make_contribution(making.make_step(making.make_consultation(), "test_modality"))


def test_a_comment_counts_and_keeps_its_alignment(target: Contribution, resident: User) -> None:
    add_comment(by=resident, target=target, body="Oui, devant l’école.", alignment=Alignment.FOR)
    target.refresh_from_db()
    assert target.comments_count == 1
    assert threads(target, resident).balance == {"pour": 1, "neutre": 0, "contre": 0}


def test_answers_stop_at_the_deepest_level(target: Contribution, resident: User) -> None:
    comment = add_comment(by=resident, target=target, body="0")
    for n in range(6):
        comment = add_comment(by=resident, target=target, body=str(n + 1), parent=comment)
    assert comment.depth == MAX_DEPTH
    [root] = threads(target, resident).nodes
    third = root.replies[0].replies[0]
    assert [reply.contribution.body for reply in third.replies] == ["3", "4", "5", "6"]


@pytest.mark.parametrize(("body", "code"), [("   ", "empty"), ("x" * 3001, "too_long")])
def test_a_text_that_breaks_a_rule_is_refused(target: Contribution, resident: User, body: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        add_comment(by=resident, target=target, body=body)
    assert (refusal.value.code, refusal.value.field) == (code, "body")
    assert not Comment.objects.exists()


def test_an_answer_under_another_contribution_is_refused(target: Contribution, resident: User) -> None:
    elsewhere = add_comment(by=resident, target=making.make_contribution(target.step), body="Ailleurs")
    with pytest.raises(RuleBroken, match="parent"):
        add_comment(by=resident, target=target, body="Réponse", parent=elsewhere)


@pytest.mark.parametrize(
    ("opens", "closes", "enabled", "code"),
    [(-1, 30, True, None), (-30, -1, True, "closed"), (3, 30, True, "not_open"), (-1, 30, False, "disabled")],
)
def test_when_one_may_comment(
    space: Space, resident: User, opens: int, closes: int, enabled: bool, code: str | None
) -> None:
    step = making.make_step(making.make_consultation(), "x", opens=opens, closes=closes, comments_enabled=enabled)
    denial = may("comments.add", resident, making.make_contribution(step))
    assert (denial.code if denial else None) == code


def test_a_visitor_must_sign_in_and_only_the_author_may_edit(
    target: Contribution, resident: User, moderator: User
) -> None:
    denial = may("comments.add", AnonymousUser(), target)
    assert denial is not None
    assert denial.code == "sign_in"
    comment = add_comment(by=resident, target=target, body="À moi")
    with pytest.raises(NotAllowed, match="not_yours"):
        edit_comment(by=moderator, comment=comment, body="À moi aussi")


def test_an_edited_comment_keeps_its_history(target: Contribution, resident: User) -> None:
    comment = add_comment(by=resident, target=target, body="Avant")
    edit_comment(by=resident, comment=comment, body="Après")
    assert [revision.body for revision in comment.contribution.revisions.all()] == ["Avant"]
    assert comment.contribution.edited_at is not None


def test_a_comment_taken_back_keeps_its_place_only_when_answered(target: Contribution, resident: User) -> None:
    alone = add_comment(by=resident, target=target, body="Seul")
    answered = add_comment(by=resident, target=target, body="Avec réponse")
    add_comment(by=resident, target=target, body="La réponse", parent=answered)
    for comment in (alone, answered):
        withdraw_comment(by=resident, comment=comment)
        withdraw_comment(by=resident, comment=comment)  # twice is once
    target.refresh_from_db()
    assert target.comments_count == 1
    [node] = threads(target, resident).nodes
    assert node.contribution.pk == answered.pk
    assert not node.is_shown


def test_a_hidden_comment_is_in_no_page(target: Contribution, resident: User, visit: making.Visit) -> None:
    comment = add_comment(by=resident, target=target, body="Propos cachés")
    add_comment(by=resident, target=target, body="Réponse visible", parent=comment)
    Contribution.objects.filter(pk=comment.pk).update(status=Status.HIDDEN)
    page = visit().get(f"/commentaires/{target.pk}/").content.decode()
    assert "Propos cachés" not in page
    assert "masqué par la modération" in page
    assert "Réponse visible" in page


@pytest.mark.parametrize(("order", "first"), [("recent", "Trois"), ("ancien", "Un"), ("soutenus", "Deux")])
def test_threads_are_sorted(target: Contribution, resident: User, order: str, first: str) -> None:
    for words in ("Un", "Deux", "Trois"):
        comment = add_comment(by=resident, target=target, body=words)
        Contribution.objects.filter(pk=comment.pk).update(supports_count=5 if words == "Deux" else 0)
    assert threads(target, resident, order=order).nodes[0].contribution.body == first


@pytest.mark.parametrize("page", ["0", "-1", "9999", "x", "1e9"])
def test_an_odd_page_number_shows_a_page(target: Contribution, visit: making.Visit, page: str) -> None:
    assert visit().get(f"/commentaires/{target.pk}/?commentaires={page}&tri='&avis=%00").status_code == 200


def queries_of(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_a_thread_costs_the_same_at_one_and_at_many(target: Contribution, resident: User, visit: making.Visit) -> None:
    browser, address = visit(resident), f"/commentaires/{target.pk}/"
    root = add_comment(by=resident, target=target, body="Un")
    add_comment(by=resident, target=target, body="Réponse", parent=root)
    few = queries_of(browser, address)
    for n in range(15):
        another = add_comment(by=making.make_user(f"p{n}@example.org"), target=target, body=str(n))
        add_comment(by=resident, target=target, body="Réponse", parent=another)
    assert queries_of(browser, address) == few <= 12


def test_a_refused_comment_comes_back_as_it_was_typed(
    target: Contribution, resident: User, visit: making.Visit
) -> None:
    answer = visit(resident).post(f"/commentaires/{target.pk}/ajouter/", {"body": "y" * 3001, "alignment": "1"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "y" * 3001 in page
    assert not Comment.objects.exists()


def test_text_of_people_is_never_code(target: Contribution, resident: User, visit: making.Visit) -> None:
    add_comment(
        by=resident,
        target=target,
        body="<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))",
    )
    page = visit().get(f"/commentaires/{target.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page

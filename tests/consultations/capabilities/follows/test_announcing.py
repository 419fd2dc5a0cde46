"""Who is told of what: those it concerns, those who follow, never whoever did it, never twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.capabilities.comments.operations import add_comment, withdraw_comment
from consultations.capabilities.follows.models import Follow
from consultations.capabilities.follows.operations.announcing import announce_to_followers
from consultations.capabilities.follows.operations.following import follow, unfollow
from consultations.capabilities.moderation.operations import (
    hide_contribution,
    report_contribution,
    restore_contribution,
)
from consultations.capabilities.outcomes.operations import answer_contribution
from consultations.capabilities.supports.operations import add_support
from consultations.process.contributing import add_contribution
from consultations.process.models import Contribution, Extension, Step
from consultations.process.operations.publishing import close_consultation
from consultations.process.operations.steps import extend_step
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.notifications.models import Notification
from platform_core.outbox.models import Delivery, Event, State
from tenants.spaces.models import Space
from tests import making
from tests.consultations.capabilities.follows.said import sentences, told
from tests.platform_core.notifications.telling import SELF, deliver


def test_a_comment_is_told_to_the_author_and_to_followers(
    contribution: Contribution, resident: User, moderator: User
) -> None:
    follow(by=moderator, target=contribution)
    follow(by=resident, target=contribution)
    add_comment(by=resident, target=contribution, body="**Bravo** pour les tilleuls")
    assert told() == {"comment_on_mine": ["auteur"], "comment": ["moderation"]}
    one = Notification.objects.get(kind="follows.comment_on_mine")
    assert one.sentence == "Nouveau commentaire sur votre contribution « Planter rue Solférino »."
    assert one.detail == "Bravo pour les tilleuls"
    assert one.path.startswith(f"/essai/{contribution.pk}/#commentaire-")


def test_an_answer_to_a_comment_is_told_once_to_each(
    contribution: Contribution, resident: User, author: User, moderator: User
) -> None:
    parent = add_comment(by=resident, target=contribution, body="Bravo")
    deliver()
    Notification.objects.all().delete()
    add_comment(by=moderator, target=contribution, body="Merci", parent=parent)
    assert told() == {"reply": ["resident"], "comment_on_mine": ["auteur"]}


def test_one_is_not_told_of_what_one_does(contribution: Contribution, author: User) -> None:
    own = add_comment(by=author, target=contribution, body="Je précise")
    add_comment(by=author, target=contribution, body="Encore", parent=own)
    assert told() == {}


def test_a_new_contribution_is_told_to_those_who_follow_the_consultation(
    step: Step, resident: User, author: User
) -> None:
    for person in (resident, author):
        follow(by=person, target=step.consultation)
    add_contribution(kind=making.KIND, step=step, by=author, title="Rouvrir la Deûle")
    add_contribution(kind=making.KIND, step=step, by=author, title="Importée", source="ailleurs:1")
    assert told() == {"contribution": ["resident"]}
    assert sentences() == ["Nouvelle contribution dans « Nature en ville » : « Rouvrir la Deûle »."]


def test_an_official_answer_is_told_to_author_supporters_and_followers_once(
    contribution: Contribution, administrator: User, resident: User, moderator: User
) -> None:
    add_support(by=resident, contribution=contribution)  # supports, and follows by itself
    add_support(by=moderator, contribution=contribution)
    deliver()
    unfollow(by=moderator, target=contribution)
    answer_contribution(
        by=administrator, contribution=contribution, fate="accepted", body="Dès **2027**.", answered_by="Le maire"
    )
    assert told() == {"answer_to_mine": ["auteur"], "answer": ["resident"]}
    mine = Notification.objects.get(kind="follows.answer_to_mine")
    assert "réponse officielle : Retenue." in mine.sentence
    assert mine.detail == "Dès 2027."


def test_a_supporter_who_never_followed_is_told_the_answer(
    contribution: Contribution, administrator: User, resident: User
) -> None:
    add_support(by=resident, contribution=contribution)
    deliver()
    Follow.objects.all().delete()
    answer_contribution(by=administrator, contribution=contribution, fate="refused", body="Non.")
    assert told()["answer"] == ["resident"]


def test_the_author_of_what_is_hidden_reads_why_and_the_others_read_no_more(
    contribution: Contribution, moderator: User, resident: User, author: User
) -> None:
    follow(by=resident, target=contribution)
    add_comment(by=moderator, target=contribution, body="Un commentaire")
    deliver()
    hide_contribution(by=moderator, contribution=contribution, reason="insult", message="Sans insulte, merci.")
    assert told() == {"hidden": ["auteur"]}
    one = Notification.objects.get()
    assert "« Planter rue Solférino » a été masquée par la modération. Motif : " in one.sentence
    assert one.detail == "Sans insulte, merci."
    restore_contribution(by=moderator, contribution=contribution)
    assert told() == {"hidden": ["auteur"], "restored": ["auteur"]}


def test_a_hidden_comment_is_named_by_what_it_comments(
    contribution: Contribution, moderator: User, resident: User
) -> None:
    comment = add_comment(by=resident, target=contribution, body="Horreur")
    hide_contribution(by=moderator, contribution=comment.contribution, reason="insult", message="Non.")
    told()
    assert "Votre commentaire sur « Planter rue Solférino » a été masqué" in sentences()[0]
    assert not Notification.objects.filter(kind="follows.comment_on_mine").exists()


def test_what_is_hidden_before_it_is_told_is_not_told(
    contribution: Contribution, moderator: User, resident: User
) -> None:
    """Deliveries are read anew: nothing is said of what went meanwhile."""
    comment = add_comment(by=resident, target=contribution, body="Horreur")
    withdraw_comment(by=resident, comment=comment)
    assert told() == {}
    assert mail.outbox == []


def test_reports_wait_for_one_decision_and_are_told_once(
    contribution: Contribution, moderator: User, resident: User
) -> None:
    others = [making.make_user(f"{n}@example.org") for n in range(3)]
    making.make_user("analyste@example.org", roles=[Role.ANALYST])
    for person in others:
        report_contribution(by=person, contribution=contribution, reason="insult")
    assert told() == {"reported": ["fondation", "moderation"]}  # the founder is an administrator
    hide_contribution(by=moderator, contribution=contribution, reason="insult", message="Non.")
    restore_contribution(by=moderator, contribution=contribution)
    report_contribution(by=resident, contribution=contribution, reason="insult")
    assert told()["reported"] == ["fondation", "moderation"]  # the first went with what was hidden; a new case is new


def test_an_extension_and_a_closure_are_told_to_those_who_follow(
    step: Step, administrator: User, resident: User
) -> None:
    for person in (administrator, resident):
        follow(by=person, target=step.consultation)
    until = timezone.make_aware(datetime(2099, 8, 31, 23, 59))  # noqa: DTZ001 (made aware, here)
    extend_step(by=administrator, step=step, until=until, reason="Beaucoup de demandes")
    close_consultation(by=administrator, consultation=step.consultation, reason="Tout est dit")
    assert told() == {"extended": ["resident"], "closed": ["resident"]}
    assert sentences()[0] == "« Étape » est prolongée jusqu’au 31 août 2099 à 23\u00a0h\u00a059."
    assert Notification.objects.get(kind="follows.closed").detail == "Tout est dit"


def test_a_next_edition_is_told_to_those_who_followed_the_last(step: Step, resident: User) -> None:
    follow(by=resident, target=step.consultation)
    following = making.make_consultation(title="Nature 2", slug="nature-2", previous_edition=step.consultation)
    from platform_core.outbox.events import emit  # noqa: PLC0415 (only here)

    emit("consultation.published", consultation_id=following.pk, by_id=None)
    assert told() == {"published": ["resident"]}


def test_followers_are_told_by_waves_that_resume(step: Step, space: Space) -> None:
    """Seven followers by waves of three: a wave that is lost is done again, and nobody is told twice."""
    people = [making.make_user(f"suit{n}@example.org", password="") for n in range(7)]
    Follow.objects.bulk_create(Follow(person=one, consultation=step.consultation) for one in people)
    extension = Extension.objects.create(
        step=step, old_end=step.closes_at, new_end=step.closes_at + timedelta(days=3), reason="Vacances"
    )
    payload: dict[str, Any] = {"subject": "extension", "key": extension.pk, "actor_id": None, "after": 0}
    seen = []
    for _wave in range(3):
        announce_to_followers(by=SELF, chunk=3, **payload)
        announce_to_followers(by=SELF, chunk=3, **payload)  # as after a kill
        seen.append(Notification.objects.count())
        following = Event.objects.filter(name="follows.announced").order_by("-pk").first()
        payload = following.payload
    assert seen == [3, 6, 7]


def test_five_thousand_followers_cost_few_statements(step: Step, space: Space) -> None:
    User.objects.bulk_create(User(email=f"foule{n}@example.org") for n in range(2000))
    crowd = User.objects.filter(email__startswith="foule")
    Follow.objects.bulk_create(Follow(person=one, consultation=step.consultation) for one in crowd)
    extension = Extension.objects.create(
        step=step, old_end=step.closes_at, new_end=step.closes_at + timedelta(days=3), reason="Vacances"
    )
    with CaptureQueriesContext(connection) as captured:
        announce_to_followers(by=SELF, subject="extension", key=extension.pk, after=0)
    assert Notification.objects.count() == 2000
    assert len(captured) < 20


def test_every_event_delivered_twice_says_it_once(
    contribution: Contribution, resident: User, administrator: User
) -> None:
    add_comment(by=resident, target=contribution, body="Bravo")
    answer_contribution(by=administrator, contribution=contribution, fate="accepted", body="Oui.")
    before = told()
    Delivery.objects.update(state=State.PENDING)
    assert told() == before
    assert len(mail.outbox) == 2

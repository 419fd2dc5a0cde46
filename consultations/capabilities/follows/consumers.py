"""What reacts to what happens: people follow what they take part in, and those who follow are told."""

from __future__ import annotations

from consultations.capabilities.follows.kinds import FOLLOW_OWN
from consultations.capabilities.follows.news import about
from consultations.capabilities.follows.operations.announcing import announce, announce_to_followers
from consultations.capabilities.follows.operations.following import follow_by_itself
from consultations.capabilities.follows.queries import COMMENT
from consultations.process.models import Contribution
from platform_core.access import System
from platform_core.background.tasks import BULK
from platform_core.notifications.operations.telling import withdraw_notifications
from platform_core.notifications.queries import switched_on
from platform_core.outbox.models import Event
from platform_core.outbox.registry import consumer

SELF = System("follows")


def _followed(person_id: int | None, target: Contribution | None) -> None:
    if person_id and target and switched_on({person_id}, FOLLOW_OWN):
        follow_by_itself(by=SELF, person_id=person_id, target=target)


@consumer("follows.author_follows", of="contribution.published")
def author_follows(event: Event) -> None:
    """Whoever adds something follows it."""
    added = Contribution.objects.filter(pk=event.payload["contribution_id"]).exclude(kind=COMMENT).first()
    _followed(added.author_id if added else None, added)


@consumer("follows.commenter_follows", of="comment.added")
def commenter_follows(event: Event) -> None:
    """Whoever comments something follows it."""
    comment = Contribution.objects.filter(pk=event.payload["comment_id"]).first()
    target = Contribution.objects.filter(pk=event.payload["target_id"]).first()
    _followed(comment.author_id if comment else None, target)


@consumer("follows.supporter_follows", of="support.added")
def supporter_follows(event: Event) -> None:
    """Whoever supports something follows it; not comments, under which there is nothing more to be told."""
    backed = Contribution.objects.filter(pk=event.payload["contribution_id"]).exclude(kind=COMMENT).first()
    support = backed.supports.filter(pk=event.payload["support_id"]).first() if backed else None
    _followed(support.person_id if support else None, backed)


@consumer("follows.tell_contribution", of="contribution.published")
def tell_contribution(event: Event) -> None:
    """A new contribution."""
    if event.payload["kind"] != COMMENT:
        announce(by=SELF, subject="contribution", key=event.payload["contribution_id"])


@consumer("follows.tell_comment", of="comment.added")
def tell_comment(event: Event) -> None:
    """A new comment."""
    announce(by=SELF, subject="comment", key=event.payload["comment_id"])


@consumer("follows.tell_answer", of="contribution.answered")
def tell_answer(event: Event) -> None:
    """An official answer."""
    announce(by=SELF, subject="answer", key=event.payload["answer_id"])


@consumer("follows.tell_decision", of="contribution.moderated")
def tell_decision(event: Event) -> None:
    """A decision of a moderator. What quoted something now hidden is unsaid."""
    if event.payload["verdict"] == "hide":
        _unsay(event.payload["contribution_id"])
    announce(by=SELF, subject="decision", key=event.payload["decision_id"])


@consumer("follows.forget_withdrawn", of="contribution.withdrawn")
def forget_withdrawn(event: Event) -> None:
    """What quoted something taken back is unsaid."""
    _unsay(event.payload["contribution_id"])


@consumer("follows.tell_report", of="contribution.reported")
def tell_report(event: Event) -> None:
    """A report, to moderators."""
    announce(by=SELF, subject="report", key=event.payload["report_id"])


@consumer("follows.tell_extension", of="step.extended")
def tell_extension(event: Event) -> None:
    """A step goes on longer."""
    announce(by=SELF, subject="extension", key=event.payload["extension_id"])


@consumer("follows.tell_publication", of="consultation.published")
def tell_publication(event: Event) -> None:
    """A next edition opens."""
    by_id = event.payload.get("by_id")
    announce(by=SELF, subject="next_edition", key=event.payload["consultation_id"], actor_id=by_id)


@consumer("follows.tell_closure", of="consultation.closed")
def tell_closure(event: Event) -> None:
    """A consultation is closed."""
    by_id = event.payload.get("by_id")
    announce(by=SELF, subject="closure", key=event.payload["consultation_id"], actor_id=by_id)


@consumer("follows.tell_ending", of="step.ending")
def tell_ending(event: Event) -> None:
    """A step is about to end."""
    announce(by=SELF, subject="ending", key=event.payload["reminder_id"])


@consumer("follows.tell_followers", of="follows.announced", queue=BULK)
def tell_followers(event: Event) -> None:
    """The next thousands of those who follow. One transaction each: a killed worker starts that one again."""
    announce_to_followers(by=SELF, **event.payload)


def _unsay(contribution_id: int) -> None:
    found = Contribution.objects.filter(pk=contribution_id).first()
    if found:
        withdraw_notifications(by=SELF, about=about(found))

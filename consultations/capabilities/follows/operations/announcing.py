"""Tell those whom something concerns, then those who follow, some thousands at a time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from consultations.capabilities.follows.models import Reminder
from consultations.capabilities.follows.news import News, written
from consultations.capabilities.follows.queries import steps_to_recall
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.notifications.operations.telling import notify
from platform_core.outbox.events import emit

CHUNK = 5_000  # followers told in one transaction: what a killed worker has to do again


@transaction.atomic
def announce(*, by: Actor, subject: str, key: int, actor_id: int | None = None) -> None:
    """Tell those whom a piece of news concerns by name; those who follow are told apart, in the bulk queue.

    `actor_id` did it, when the rows do not say so.
    """
    require("follows.announce", by)
    news = written(subject, key)
    if news is None:  # hidden or gone meanwhile
        return
    for kind, people in news.direct.items():
        _tell(by, news, kind, people - {actor_id})
    if news.kind:
        emit("follows.announced", subject=subject, key=key, actor_id=actor_id, after=0)


@transaction.atomic
def announce_to_followers(
    *, by: Actor, subject: str, key: int, after: int, actor_id: int | None = None, chunk: int = CHUNK
) -> None:
    """Tell the next accounts that follow (those whose key is above `after`); the rest is another event of the outbox."""
    require("follows.announce", by)
    news = written(subject, key)
    if news is None:
        return
    people = news.readers(after, chunk)
    told = {pk for concerned in news.direct.values() for pk in concerned}
    _tell(by, news, news.kind, news.wanted(set(people) - told - {actor_id}))
    if len(people) == chunk:
        emit("follows.announced", subject=subject, key=key, actor_id=actor_id, after=people[-1])


def _tell(by: Actor, news: News, kind: str, people: set[int]) -> None:
    notify(
        by=by,
        kind=kind,
        event=news.event,
        recipients=people - {news.actor_id},
        path=news.path,
        facts=news.facts,
        about=news.about,
    )


@transaction.atomic
def recall_ends(*, by: Actor, at: datetime) -> int:
    """Have the near end of steps told to those who follow and have not taken part; returns how many steps."""
    require("follows.announce", by)
    steps = list(steps_to_recall(at).select_for_update(of=("self",), skip_locked=True))
    for step in steps:
        reminder = Reminder.objects.create(step=step, closes_at=step.closes_at)
        emit("step.ending", step_id=step.pk, reminder_id=reminder.pk, consultation_id=step.consultation_id)
    return len(steps)

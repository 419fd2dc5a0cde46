"""Reads of follows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from consultations.capabilities.follows.models import Follow, Reminder
from consultations.process.models import Consultation, Contribution, State, Step
from platform_core.access import may
from platform_core.access.actors import Actor
from platform_core.access.roles import Role
from platform_core.accounts.models import User

COMMENT = "comment"  # a kind of contributions under which nothing more is told: one follows what it comments
Target = Consultation | Contribution

REMINDED_BEFORE = timedelta(days=3)
SHORTEST = timedelta(days=4)  # a shorter step is not recalled: everybody has just been told that it opens
DAYTIME = range(8, 20)  # hours, in the space's time zone


def on(target: Target) -> dict[str, Any]:
    """Return the fields that say what is followed."""
    if isinstance(target, Consultation):
        return {"consultation": target, "contribution": None}
    return {"consultation": None, "contribution": target}


def follows(person: Actor, target: Target) -> bool:
    """Tell whether someone follows something."""
    return (
        bool(person.is_authenticated) and Follow.objects.filter(person_id=person.pk, is_on=True, **on(target)).exists()
    )


def prepare(contributions: list[Contribution], actor: Actor) -> None:
    """Set `followed_by_me` (bool) on each contribution of a page, in one query; none for a visitor."""
    mine: set[int] = set()
    followable = [one.pk for one in contributions if one.kind != COMMENT]
    if actor.is_authenticated and followable:
        found = Follow.objects.filter(person_id=actor.pk, is_on=True, contribution__in=followable)
        mine = {pk for pk in found.values_list("contribution_id", flat=True) if pk}
    for contribution in contributions:
        contribution.followed_by_me = contribution.pk in mine  # type: ignore[attr-defined]  # read by follow_state


def follow_state(request: HttpRequest, contribution: Contribution) -> dict[str, Any]:
    """Return what the button under a contribution shows to the person behind the request."""
    if not hasattr(contribution, "followed_by_me"):
        prepare([contribution], request.user)
    return state_of(request, contribution, following=bool(getattr(contribution, "followed_by_me", False)))


def state_of(request: HttpRequest, target: Target, *, following: bool) -> dict[str, Any]:
    """Return what a follow button shows. Comments have none: one follows what they comment."""
    kind = "concertation" if isinstance(target, Consultation) else "contribution"
    denial = may("follows.follow", request.user, target)
    return {
        "target": target,
        "kind": kind,
        "following": following,
        "denial": None if following else denial,
        "shown": getattr(target, "kind", "") != COMMENT,
    }


def mine(person: Actor) -> QuerySet[Follow]:
    """Return what someone follows and may still see, the latest first."""
    return (
        Follow.objects.filter(person_id=person.pk, is_on=True)
        .filter(Q(contribution=None) | Q(contribution__in=Contribution.objects.visible_to(person)))
        .select_related("consultation", "contribution__consultation", "contribution__step")
    )


def followers(target: Target, *, after: int, limit: int) -> list[int]:
    """Return the keys of the next accounts that follow something, in order."""
    found = Follow.objects.filter(is_on=True, person__gt=after, **on(target)).order_by("person_id")
    return list(found.values_list("person_id", flat=True)[:limit])


def followers_and_supporters(contribution: Contribution, *, after: int, limit: int) -> list[int]:
    """Return the keys of the next accounts that follow a contribution, or support it and did not stop following."""
    rows = Follow.objects.filter(contribution=contribution, person__gt=after)
    supporters = contribution.supports.filter(person__gt=after).exclude(
        person__in=rows.filter(is_on=False).values("person")
    )
    both = rows.filter(is_on=True).order_by().values_list("person_id").union(supporters.values_list("person_id"))
    return [row[0] for row in both.order_by("person_id")[:limit]]


def moderators() -> set[int]:
    """Return the accounts that read what is reported."""
    team = User.objects.filter(roles__overlap=[Role.MODERATOR, Role.ADMINISTRATOR], is_active=True)
    return set(team.values_list("pk", flat=True))


def steps_to_recall(at: datetime) -> QuerySet[Step]:
    """Return the steps that end within three days and whose end was not recalled."""
    said = Reminder.objects.filter(step=OuterRef("pk"), closes_at=OuterRef("closes_at"))
    return Step.objects.filter(
        ~Exists(said),
        consultation__state=State.PUBLISHED,
        closes_at__gt=at,
        closes_at__lte=at + REMINDED_BEFORE,
        closes_at__gte=F("opens_at") + SHORTEST,
        opens_at__lte=at,
    )


def recall_is_due() -> bool:
    """Tell whether a step's end is to be recalled now; never at night."""
    now = timezone.now()
    return timezone.localtime(now).hour in DAYTIME and steps_to_recall(now).exists()

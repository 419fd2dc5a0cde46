"""Follow, and stop following."""

from __future__ import annotations

from django.db import transaction

from consultations.capabilities.follows.models import Follow
from consultations.capabilities.follows.queries import Target, on
from platform_core.access import require
from platform_core.access.actors import Actor


@transaction.atomic
def follow(*, by: Actor, target: Target) -> bool:
    """Follow a consultation or a contribution; returns False when it was followed already. Raises `NotAllowed`."""
    require("follows.follow", by, target)
    row, new = Follow.objects.get_or_create(person_id=by.pk, **on(target))
    return new or bool(Follow.objects.filter(pk=row.pk, is_on=False).update(is_on=True))


@transaction.atomic
def unfollow(*, by: Actor, target: Target) -> bool:
    """Stop following; returns False when it was not followed. What one adds there later does not follow it again."""
    require("follows.unfollow", by, target)
    return bool(Follow.objects.filter(person_id=by.pk, is_on=True, **on(target)).update(is_on=False))


@transaction.atomic
def follow_by_itself(*, by: Actor, person_id: int, target: Target) -> bool:
    """Make someone follow what they just took part in, unless they once stopped; returns False when nothing changed."""
    require("follows.announce", by)
    _row, new = Follow.objects.get_or_create(person_id=person_id, **on(target))
    return new

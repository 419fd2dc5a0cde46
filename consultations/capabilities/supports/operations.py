"""Support, and take a support back. The count moves in the same transaction as the row, never without it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from consultations.capabilities.supports.models import Support
from consultations.process.models import Contribution
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.outbox.events import emit


@transaction.atomic
def add_support(*, by: Actor, contribution: Contribution) -> bool:
    """Support a contribution; returns False when this person already did. Raises `NotAllowed`.

    Twenty requests at once make one row: the unique constraint decides, and only the one that made the row counts.
    """
    require("supports.add", by, contribution)
    support, new = Support.objects.get_or_create(contribution=contribution, person_id=by.pk)
    if new:
        Contribution.objects.filter(pk=contribution.pk).update(supports_count=F("supports_count") + 1)
        emit("support.added", support_id=support.pk, contribution_id=contribution.pk)
    contribution.refresh_from_db(fields=["supports_count"])
    return new


@transaction.atomic
def remove_support(*, by: Actor, contribution: Contribution) -> bool:
    """Take a support back; returns False when there was none. Raises `NotAllowed`."""
    require("supports.remove", by, contribution)
    removed, _by_model = Support.objects.filter(contribution=contribution, person_id=by.pk).delete()
    if removed:
        Contribution.objects.filter(pk=contribution.pk).update(supports_count=F("supports_count") - 1)
    contribution.refresh_from_db(fields=["supports_count"])
    return bool(removed)

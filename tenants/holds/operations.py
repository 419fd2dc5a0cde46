"""Put a space under hold, lift it. Both say why, and are written in the log."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from tenants.holds.models import Hold
from tenants.spaces.models import Space, State


@transaction.atomic
def set_hold(*, by: Actor, space: Space, reason: str) -> Hold:
    """Keep a space from being deleted, at once. Raises `RuleBroken` without a reason, for one held or deleted already."""
    require("holds.set", by, space)
    reason = _given(reason)
    row = Space.objects.select_for_update().get(pk=space.pk)  # a deletion that begins now waits, then is refused
    if row.state == State.DELETED:
        raise RuleBroken("state", _("Cet espace est déjà supprimé."))
    try:
        with transaction.atomic():
            hold = Hold.objects.create(space=row, reason=reason, set_by=by.pk)
    except IntegrityError as error:
        raise RuleBroken("held", _("Cet espace est déjà sous conservation légale.")) from error
    record("holds.set", by=by, target=row, reason=reason)
    return hold


@transaction.atomic
def lift_hold(*, by: Actor, hold: Hold, reason: str) -> None:
    """Let the space be deleted again. Raises `RuleBroken` without a reason, or when it is lifted already."""
    require("holds.lift", by, hold)
    reason = _given(reason)
    now = timezone.now()
    living = Hold.objects.filter(pk=hold.pk, lifted_at=None)
    if not living.update(lifted_at=now, lifted_by=by.pk, lifted_because=reason):
        raise RuleBroken("lifted", _("Cette conservation est déjà levée."))
    record("holds.lift", by=by, target=hold.space, reason=reason)


def _given(reason: str) -> str:
    if not reason.strip():
        raise RuleBroken("reason", _("Indiquez le motif : il est gardé au journal."), "reason")
    return reason.strip()

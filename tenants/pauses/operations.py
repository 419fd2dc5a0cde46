"""Make the platform read-only, and end that. Both are written in the log."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from tenants.pauses.models import Pause
from tenants.spaces.models import Space


@transaction.atomic
def begin_pause(*, by: Actor, reason: str) -> Pause:
    """Make every space and the platform read-only, at once: what has begun ends whole, what comes after is refused.

    Raises `RuleBroken` without a reason, or when the platform is read-only already.
    """
    require("pauses.change", by)
    if not reason.strip():
        raise RuleBroken("reason", _("Dites pourquoi, et jusqu’à quand : tout le monde le lit."), "reason")
    try:
        with transaction.atomic():
            made = Pause.objects.create(reason=reason.strip()[:300])
    except IntegrityError as error:
        raise RuleBroken("paused", _("La plateforme est déjà en lecture seule.")) from error
    spaces = Space.objects.update(paused=made.reason)
    record("pauses.begin", by=by, reason=made.reason, spaces=spaces)
    return made


@transaction.atomic
def end_pause(*, by: Actor) -> None:
    """Let everybody write again. Raises `RuleBroken` when the platform is not read-only."""
    require("pauses.change", by)
    if not Pause.objects.filter(ended_at=None).update(ended_at=timezone.now()):
        raise RuleBroken("not_paused", _("La plateforme n’est pas en lecture seule."))
    spaces = Space.objects.exclude(paused="").update(paused="")
    record("pauses.end", by=by, spaces=spaces)

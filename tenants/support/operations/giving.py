"""The team's side: to let in, to refuse, to end."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from tenants.support.finishing import finish
from tenants.support.models import SupportAccess, Way
from tenants.support.rules import LONGEST_CONSENT


@transaction.atomic
def give_access(*, by: Actor, access: SupportAccess, hours: int) -> None:
    """Let in the operator who asked, for some hours. Raises `RuleBroken` for a duration out of bounds or an old request."""
    require("support.give", by)
    held = SupportAccess.objects.select_for_update().get(pk=access.pk)
    if not held.is_asked:
        raise RuleBroken("answered", _("Cette demande a déjà reçu une réponse."))
    _give(held, by, hours)


@transaction.atomic
def offer_access(*, by: Actor, hours: int, reason: str = "") -> SupportAccess:
    """Let any operator in for some hours, without having been asked. The first who comes in takes the access."""
    require("support.give", by)
    access = SupportAccess(way=Way.CONSENT, reason=reason.strip())
    _give(access, by, hours)
    return access


@transaction.atomic
def refuse_access(*, by: Actor, access: SupportAccess) -> None:
    """Answer no to a request."""
    require("support.give", by)
    held = SupportAccess.objects.select_for_update().get(pk=access.pk)
    if not held.is_asked:
        raise RuleBroken("answered", _("Cette demande a déjà reçu une réponse."))
    held.ended_at = timezone.now()
    held.save(update_fields=["ended_at"])
    record("support.refuse", by=by, target=held, operator=held.operator)


@transaction.atomic
def end_access(*, by: Actor, access: SupportAccess) -> None:
    """End an access at once: the next page that the operator asks for is refused. Ending what is over changes nothing."""
    require("support.give", by)
    finish(by, access)


def _give(access: SupportAccess, by: Actor, hours: int) -> None:
    if not 1 <= hours <= LONGEST_CONSENT:
        sentence = _("Choisissez une durée de 1 à %(longest)d heures.") % {"longest": LONGEST_CONSENT}
        raise RuleBroken("hours", sentence, "hours")
    now = timezone.now()
    access.given_at, access.given_by_id, access.until = now, by.pk, now + timedelta(hours=hours)
    access.save()
    record("support.give", by=by, target=access, operator=access.operator, hours=hours)

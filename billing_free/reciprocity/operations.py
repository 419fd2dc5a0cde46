"""Pledge, confirm, refuse, withdraw; type what the year cost; add up what it used. The ledger is on the platform, so each
operation goes there and comes back to where it was asked, in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from billing_free.reciprocity.models import Cost, Gift, Heading, State, YearUse
from billing_free.reciprocity.queries import use_of
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform

FIRST_YEAR = 2000


def pledge_gift(
    *,
    by: Actor,
    space: Space,
    kind: str,
    description: str,
    given_on: date,
    amount: Decimal | None = None,
    unit: str = "",
    receiver: str = "",
) -> Gift:
    """Announce what one's space gives, from inside it. `receiver`: the subdomain of the space that received it; "": the
    commons. Raises `RuleBroken` for one that does not exist, for one's own, or for a day to come.
    """
    require("reciprocity.pledge", by)
    if given_on > timezone.localdate():
        raise RuleBroken("future", _("Choisissez un jour passé, ou aujourd’hui."), "given_on")
    if not description.strip():
        raise RuleBroken("description", _("Décrivez en une phrase ce que vous avez donné."), "description")
    if (amount is None) != (not unit):
        raise RuleBroken("unit", _("Un nombre va avec ce qu’il compte."), "amount")
    with transaction.atomic():
        with platform():
            gift = Gift.objects.create(
                space_id=space.pk,
                receiver=_receiver(receiver, space) if receiver else None,
                kind=kind,
                description=description.strip(),
                given_on=given_on,
                amount=amount,
                unit=unit,
            )
            if gift.receiver_id:
                emit("reciprocity.pledged", gift_id=gift.pk)
        record("reciprocity.pledge", by=by, gift=gift.pk, kind=kind)
    return gift


def confirm_gift(*, by: Actor, gift: Gift) -> Gift:
    """Say that a gift was received: it becomes public."""
    require("reciprocity.decide", by, gift)
    with transaction.atomic():
        _decide(gift, State.CONFIRMED)
        record("reciprocity.confirm", by=by, gift=gift.pk)
    return gift


def refuse_gift(*, by: Actor, gift: Gift, reason: str) -> Gift:
    """Say that a gift was not received, and why: the team that announced it reads it. Raises `RuleBroken` without reason."""
    require("reciprocity.decide", by, gift)
    if not reason.strip():
        raise RuleBroken("reason", _("Dites pourquoi : l’équipe qui l’a annoncé le lit."), "reason")
    with transaction.atomic():
        _decide(gift, State.REFUSED, reason.strip())
        record("reciprocity.refuse", by=by, gift=gift.pk, reason=reason.strip())
    return gift


def withdraw_gift(*, by: Actor, gift: Gift) -> Gift:
    """Take back a gift of one's own, confirmed or not: it is no longer public."""
    require("reciprocity.withdraw", by, gift)
    with transaction.atomic():
        _move(gift, {State.PLEDGED, State.CONFIRMED}, State.WITHDRAWN)
        record("reciprocity.withdraw", by=by, gift=gift.pk)
    return gift


@transaction.atomic
def set_costs(*, by: Actor, year: int, cents: Mapping[str, int | None]) -> None:
    """Write what a year cost, by heading, in cents; `None` removes the line. Raises `RuleBroken` for a year to come."""
    require("reciprocity.account", by)
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise RuleBroken("year", _("Choisissez une année commencée."))
    before = dict(Cost.objects.filter(year=year).values_list("heading", "cents"))
    for heading in Heading.values:
        if heading in cents:
            _set_cost(year, heading, cents[heading])
    record("reciprocity.account", by=by, year=year, before=before, after=dict(cents))


@transaction.atomic
def add_up_use(*, by: Actor, year: int) -> YearUse:
    """Add up what all spaces used in a year, from their measures, and keep it. Safe to run twice."""
    require("reciprocity.add_up", by)
    spaces, figures = use_of(year)
    values = {"spaces": spaces, "figures": figures, "added_up_at": timezone.now()}
    return YearUse.objects.update_or_create(year=year, defaults=values)[0]


def _receiver(label: str, giver: Space) -> Space:
    found: Space | None = Space.objects.active().exclude(opened_at=None).filter(label=label).first()
    if found is None:
        raise RuleBroken("receiver", _("Aucun espace ouvert n’a cette adresse."), "receiver")
    if found.pk == giver.pk:
        raise RuleBroken("receiver", _("Indiquez un autre espace que le vôtre."), "receiver")
    return found


def _decide(gift: Gift, state: State, reason: str = "") -> None:
    _move(gift, {State.PLEDGED}, state, reason)
    with platform():
        emit("reciprocity.decided", gift_id=gift.pk)


def _move(gift: Gift, before: set[State], state: State, reason: str = "") -> None:
    """Change the state, once: whoever comes second finds it decided."""
    gift.state, gift.reason, gift.decided_at = state, reason, timezone.now()
    values = {"state": state, "reason": reason, "decided_at": gift.decided_at}
    with platform():
        if not Gift.objects.filter(pk=gift.pk, state__in=before).update(**values):
            raise RuleBroken("decided", _("Ce don a déjà reçu une réponse."))


def _set_cost(year: int, heading: str, cents: int | None) -> None:
    if cents is None:
        Cost.objects.filter(year=year, heading=heading).delete()
    else:
        Cost.objects.update_or_create(year=year, heading=heading, defaults={"cents": cents})

"""The spaces: what is late in their outboxes, which lack a migration. Read in rows that the worker writes."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from platform_core.outbox.models import Delivery
from platform_core.outbox.models import State as DeliveryState
from platform_core.web.dates import long_moment
from tenants.console.models import SpaceHealth
from tenants.console.queries.spaces import lags
from tenants.health.registry import Reading, Status
from tenants.health.rules import LATE, NAMED, STUCK
from tenants.spaces.models import Space, State


def read_outbox() -> Reading:
    """Tell since when the oldest work waits, on the platform and in the spaces as last seen."""
    pending = Delivery.objects.filter(state=DeliveryState.PENDING)
    own = pending.aggregate(at=Min("due_at"))["at"]
    living = SpaceHealth.objects.filter(space__state=State.ACTIVE)
    seen = living.aggregate(at=Min("oldest_due_at"))["at"]
    oldest = min((at for at in (own, seen) if at), default=None)
    late = timezone.now() - oldest if oldest else None
    if oldest is None or late is None or late < LATE:
        return Reading(status=Status.FINE, says=_("Rien n’est en retard."))
    return _late(oldest, Status.DOWN if late >= STUCK else Status.WATCH)


def _late(oldest: datetime, status: Status) -> Reading:
    return Reading(
        status=status,
        says=_("Le plus ancien attend depuis le %(when)s.") % {"when": long_moment(oldest)},
        advice=_("Vérifiez les services « worker » et le serveur d’envoi : ce qui attend repart tout seul."),
        since=oldest if status == Status.DOWN else None,
        url=reverse("console:failures", urlconf=settings.PUBLIC_SCHEMA_URLCONF),
    )


def read_schemas() -> Reading:
    """Name the spaces that lack a migration: by what is written of them, and by what their schema really holds."""
    lacking = Space.objects.exclude(state__in=[State.PROVISIONING, State.DELETED]).filter(
        lags() | (Q(health__lacking__isnull=False) & ~Q(health__lacking=[]))
    )
    count = lacking.count()
    if not count:
        return Reading(status=Status.FINE, says=_("Tous les espaces sont à la version de ce code."))
    names = list(lacking.order_by("label").values_list("label", flat=True)[:NAMED])
    said = ngettext("%(count)d espace en retard : %(names)s.", "%(count)d espaces en retard : %(names)s.", count)
    return Reading(
        status=Status.DOWN,
        says=said % {"count": count, "names": ", ".join(names) + ("…" if count > NAMED else "")},
        advice=_("Mettez-les à jour depuis la page des versions, ou lancez « manage.py prepare »."),
        url=reverse("health:versions", urlconf=settings.PUBLIC_SCHEMA_URLCONF),
    )

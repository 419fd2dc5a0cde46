"""Measure, and forget old measures."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from billing_free.metering.models import Usage, UsageDay
from billing_free.metering.registry import meters
from platform_core.access import require
from platform_core.access.actors import Actor
from tenants.spaces.models import Space
from tenants.spaces.scopes import entered, platform

KEPT_FOR = timedelta(days=400)  # a year and a month: one edition can be compared with the one before


def measure_space(*, by: Actor, space: Space) -> dict[str, int]:
    """Measure a space and write it on the platform; returns the figures by slug. A day keeps its last measure."""
    require("metering.measure", by)
    with transaction.atomic():
        with entered(space):
            figures = {meter.slug: meter.count() for meter in meters()}
            today = timezone.localdate()  # the day where the space is
        with platform():
            now = {"figures": figures, "measured_at": timezone.now()}
            Usage.objects.update_or_create(space=space, defaults=now)
            UsageDay.objects.update_or_create(space=space, on=today, defaults={"figures": figures})
    return figures


@transaction.atomic
def forget_old_measures(*, by: Actor) -> int:
    """Remove the measures older than `KEPT_FOR`; returns how many."""
    require("metering.measure", by)
    removed, _each = UsageDay.objects.filter(on__lt=timezone.localdate() - KEPT_FOR).delete()
    return removed

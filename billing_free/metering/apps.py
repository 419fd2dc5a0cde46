"""Declares the application, its meters, what it shows in the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from tenants.spaces.models import Space


class MeteringConfig(AppConfig):
    """What each space uses."""

    name = "billing_free.metering"
    label = "metering"

    def ready(self) -> None:
        """Register the meters that every space has, the console's columns."""
        from billing_free.metering import permissions, queries  # noqa: F401 (permissions declares them)
        from billing_free.metering.meters import METERS
        from billing_free.metering.registry import register_meter
        from tenants.console.registry import UsageSource, register_usage
        from tenants.spaces.registry import on_deletion

        on_deletion("usage", forget_usage)
        for meter in METERS:
            register_meter(meter)
        register_usage(
            UsageSource(columns=queries.columns, latest=queries.latest, totals=queries.totals, history=queries.history)
        )


def forget_usage(space: Space) -> None:
    """Remove the measures of a deleted space."""
    from billing_free.metering.models import Usage, UsageDay
    from tenants.spaces.scopes import platform

    with platform():
        Usage.objects.filter(space=space).delete()
        UsageDay.objects.filter(space=space).delete()

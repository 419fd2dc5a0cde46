"""Declares the application: permissions, counters, meters, and what the lower layers ask."""

from django.apps import AppConfig


class QuotasConfig(AppConfig):
    """How much a space may use."""

    name = "billing_free.quotas"
    label = "quotas"

    def ready(self) -> None:
        """Declare them."""
        from billing_free.metering.registry import register_meter
        from billing_free.quotas import kinds, permissions  # noqa: F401 (permissions declares them)
        from billing_free.quotas.doors import call_allowed, letters_held, room_for
        from billing_free.quotas.meters import COUNTERS, METERS
        from billing_free.quotas.registry import register_counter
        from platform_core.api.throttling import register_calls
        from platform_core.files.room import register_room
        from platform_core.notifications.holding import register_holding

        for quota, (rows, figure) in COUNTERS.items():
            register_counter(quota, rows, figure)
        for meter in METERS:
            register_meter(meter)
        kinds.declare()
        register_room(room_for)
        register_holding(letters_held)
        register_calls(call_allowed)

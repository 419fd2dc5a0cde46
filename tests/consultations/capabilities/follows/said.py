"""What was said, to whom."""

from __future__ import annotations

from platform_core.notifications.models import Notification
from platform_core.outbox.models import Delivery, State
from tests.platform_core.notifications.telling import deliver


def told() -> dict[str, list[str]]:
    """Deliver, and return for each kind those told (their address without its domain)."""
    deliver()
    assert not Delivery.objects.exclude(state=State.DONE).exists(), Delivery.objects.exclude(error="").values("error")
    found: dict[str, list[str]] = {}
    for one in Notification.objects.select_related("recipient").order_by("recipient__email"):
        found.setdefault(one.kind.removeprefix("follows."), []).append(one.recipient.email.split("@")[0])
    return found


def sentences() -> list[str]:
    return [one.sentence for one in Notification.objects.order_by("pk")]

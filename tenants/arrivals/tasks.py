"""The worker's part."""

from __future__ import annotations

from django.utils import timezone

from platform_core.background.tasks import BULK, task
from tenants.arrivals import receiving
from tenants.arrivals.models import Arrival
from tenants.arrivals.queries import stalled

LONGEST = 6 * 3600  # seconds


@task("arrivals.receive", scope="platform", queue=BULK, time_limit=LONGEST)
def receive(*, arrival_id: int, **_future: object) -> None:
    """Make a space of an archive."""
    receiving.receive(Arrival.objects.get(pk=arrival_id))


@task("arrivals.resume", scope="platform")
def resume(**_future: object) -> None:
    """Take up the arrivals that nobody works on."""
    for arrival in stalled(timezone.now()):
        receive.send(arrival_id=arrival.pk)

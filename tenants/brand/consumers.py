"""What follows from a change of settings: the rest of the team is told."""

from __future__ import annotations

from platform_core.access import System
from platform_core.accounts.queries import team_members
from platform_core.notifications.operations.telling import notify
from platform_core.outbox.models import Event
from platform_core.outbox.registry import consumer
from tenants.brand.kinds import TIME_ZONE

SELF = System("brand")
TEAM_HOME = "/equipe/"


@consumer("brand.tell_time_zone", of="brand.time_zone_changed")
def tell_time_zone(event: Event) -> None:
    """Tell all the team but whoever did it that dates are read on another clock."""
    facts = event.payload
    others = team_members().exclude(pk=facts["by_id"])
    notify(
        by=SELF,
        kind=TIME_ZONE,
        event=f"time_zone:{event.pk}",
        recipients=list(others.values_list("pk", flat=True)),
        path=TEAM_HOME,
        facts={"before": facts["before"], "after": facts["after"]},
    )

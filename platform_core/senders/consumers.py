"""The team is told that its mail server fails."""

from __future__ import annotations

from django.utils.dateparse import parse_datetime

from platform_core.access import System
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.notifications.operations.telling import notify
from platform_core.outbox.models import Event
from platform_core.outbox.registry import consumer

SELF = System("senders")
PAGE = "/equipe/courriel/"


@consumer("senders.tell", of="sender.failing")
def tell(event: Event) -> None:
    """Tell the administrators; nothing was lost, so nobody else."""
    at = parse_datetime(event.payload["at"])
    team = User.objects.filter(roles__contains=[Role.ADMINISTRATOR], is_active=True)
    notify(
        by=SELF,
        kind="sender.failing",
        event=f"sender:{at:%Y-%m-%dT%H:%M}",
        recipients=list(team.values_list("pk", flat=True)),
        path=PAGE,
        facts={"error": event.payload["error"]},
    )

"""The team is told what an operator decided."""

from __future__ import annotations

from django.urls import reverse

from platform_core.access import System
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.notifications.operations.telling import notify
from platform_core.outbox.models import Event
from platform_core.outbox.registry import consumer
from tenants.spaces.models import Space, State
from tenants.spaces.scopes import entered

PLANS = System("plans")


@consumer("plans.tell", of="plans.answered")
def tell(event: Event) -> None:
    """Tell the administrators of the space; one that is gone has nobody to tell."""
    space = Space.objects.exclude(state=State.DELETED).filter(pk=event.payload["space_id"]).first()
    if space is None:
        return
    quota = event.payload["quota"]
    with entered(space):
        team = User.objects.filter(roles__contains=[Role.ADMINISTRATOR], is_active=True)
        notify(
            by=PLANS,
            kind="quotas.answered",
            event=f"plans:{event.payload['key']}",
            recipients=list(team.values_list("pk", flat=True)),
            path=reverse("plans:usage"),
            facts={"quota": quota, "raised": bool(quota)},
        )

"""What follows: a check asked for is done by a task; the team is told what becomes of its domain."""

from __future__ import annotations

from django.db import transaction

from platform_core import scope
from platform_core.access import System
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.background.tasks import DEFAULT, publish
from platform_core.notifications.operations.telling import notify
from platform_core.outbox.models import Event
from platform_core.outbox.registry import consumer
from tenants.domains.models import OwnDomain

SELF = System("domains")
PAGE = "/equipe/adresse/"


@consumer("domains.check", of="domain.to_check")
def check(event: Event) -> None:
    """Have a domain checked: by a task and not here, since the DNS may take longer than a transaction should."""
    key = event.payload["domain_id"]
    transaction.on_commit(lambda: publish("domains.check", DEFAULT, schema=scope.PLATFORM, domain_id=key))


@consumer("domains.tell_verified", of="domain.verified")
def tell_verified(event: Event) -> None:
    """Tell the team that its domain answers."""
    _tell(event, "domain.verified")


@consumer("domains.tell_failing", of="domain.failing")
def tell_failing(event: Event) -> None:
    """Tell the team that something is wrong with the DNS, while there is time."""
    _tell(event, "domain.failing")


@consumer("domains.tell_lost", of="domain.lost")
def tell_lost(event: Event) -> None:
    """Tell the team that its domain answers no more."""
    _tell(event, "domain.lost")


def _tell(event: Event, kind: str) -> None:
    """Tell the administrators, in their space; one that is not in service hears nothing."""
    domain = OwnDomain.objects.select_related("space").filter(pk=event.payload["domain_id"]).first()
    if domain is None:
        return
    try:
        with scope.open_scope(domain.space.schema_name):
            team = User.objects.filter(roles__contains=[Role.ADMINISTRATOR], is_active=True)
            recipients = list(team.values_list("pk", flat=True))
            key = f"domain:{domain.pk}:{event.payload['at']}"
            notify(by=SELF, kind=kind, event=key, recipients=recipients, path=PAGE, facts={"name": domain.shown})
    except scope.NoScope:
        return

"""The worker's part."""

from __future__ import annotations

from django.utils import timezone

from platform_core.access import System
from platform_core.background.tasks import BULK, task
from tenants.domains.looking import look
from tenants.domains.models import OwnDomain
from tenants.domains.operations import note_check
from tenants.domains.queries import due

SELF = System("domains")
AT_ONCE = 200


@task("domains.check", scope="platform", time_limit=120)
def check(*, domain_id: int, **_future: object) -> None:
    """Ask the DNS about one domain (outside any transaction: it may take seconds), then write what it said."""
    domain = OwnDomain.objects.select_related("space").filter(pk=domain_id).first()
    if domain is not None:
        note_check(by=SELF, domain=domain, seen=look(domain), at=timezone.now())


@task("domains.look", scope="platform", queue=BULK)
def look_around(**_future: object) -> None:
    """Have the domains checked whose time has come."""
    for domain in due(timezone.now())[:AT_ONCE]:
        check.send(queue=BULK, domain_id=domain.pk)

"""What is done regularly."""

from __future__ import annotations

from django.utils import timezone

from platform_core.access import System
from platform_core.accounts.operations.forgetting import forget_invitations
from platform_core.accounts.queries import stale_invitations
from platform_core.background.periodic import periodic
from platform_core.background.tasks import BULK, task
from platform_core.retention import must_be_kept

SELF = System("accounts")


@task("accounts.forget_invitations", scope="space", queue=BULK)
def forget_old_invitations(**_future: object) -> None:
    """Forget the addresses of those who were invited long ago."""
    forget_invitations(by=SELF, at=timezone.now())


periodic(forget_old_invitations, due=lambda: stale_invitations(timezone.now()).exists() and not must_be_kept())

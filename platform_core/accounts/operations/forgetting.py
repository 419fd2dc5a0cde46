"""Forget the addresses of those who were invited and did not come."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.accounts.queries import stale_invitations
from platform_core.retention import must_be_kept


@transaction.atomic
def forget_invitations(*, by: Actor, at: datetime) -> None:
    """Delete the invitations that ended sixty days ago, answered or not. Where everything must be kept, none."""
    require("accounts.forget_invitations", by)
    if not must_be_kept():
        stale_invitations(at).delete()

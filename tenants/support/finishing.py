"""How an access ends, whoever ends it."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from platform_core.access.actors import Actor
from platform_core.accounts.models import User
from platform_core.audit.log import record
from tenants.support.models import SupportAccess


def finish(by: Actor, access: SupportAccess) -> None:
    """Close the access, its links, and the account that acted in the space."""
    held = SupportAccess.objects.select_for_update(of=("self",)).get(pk=access.pk)
    if held.ended_at is not None:
        return
    held.ended_at, held.secret_hash = timezone.now(), None
    held.save(update_fields=["ended_at", "secret_hash"])
    if held.person_id:
        account = User.objects.filter(pk=held.person_id)
        account.update(is_active=False, sign_out_count=F("sign_out_count") + 1)
    record("support.end", by=by, target=held, operator=held.operator)

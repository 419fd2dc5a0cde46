"""Write in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from platform_core.access.actors import Actor, System
from platform_core.audit.models import Entry

if TYPE_CHECKING:
    from django.db.models import Model


def record(action: str, *, by: Actor, target: Model | None = None, **details: Any) -> Entry:
    """Write one action, in the transaction of the operation that does it.

    `action` is `slice.verb`; `details` are JSON values (before and after, never names, e-mails or texts of people). Of
    somebody who acts through another account (an operator who helps in a space), both identities are kept.
    """
    behind = getattr(by, "stands_for", None)
    if behind is not None:
        details.setdefault("operator", behind)
    return Entry.objects.create(
        action=action,
        actor_id=by.pk,
        actor_name=by.name if isinstance(by, System) else "",
        target_type=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        details=details,
    )

"""Who steers together: the list is written whole, as the team sees it on one page."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from consultations.process.changing import locked
from consultations.process.models import Consultation, Partner
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.concurrency import refuse_if_changed

COLUMNS = ("organisation", "person", "part")


@transaction.atomic
def write_partners(
    *, by: Actor, consultation: Consultation, partners: Sequence[dict[str, str]], seen: str | None = None
) -> list[Partner]:
    """Make the partners of a consultation those given (`organisation`, `person`, `part`), in that order.

    Raises `RuleBroken` when somebody else changed the list after `seen`.
    """
    require("consultations.edit", by, consultation)
    now = locked(consultation)
    before = list(now.partners.all())
    refuse_if_changed(before, COLUMNS, seen)
    now.partners.all().delete()
    after = Partner.objects.bulk_create(
        Partner(consultation=now, order=order, **{name: line.get(name, "") for name in COLUMNS})
        for order, line in enumerate(partners)
    )
    record("consultations.write_partners", by=by, target=now, before=len(before), after=len(after))
    return after

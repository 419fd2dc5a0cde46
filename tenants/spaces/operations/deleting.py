"""Remove a space, for good. Killed at any moment and run again, it finishes; run once more, it does nothing."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit
from tenants.postgresql.schemas import drop_schema, schema_exists
from tenants.spaces.changing import given, locked
from tenants.spaces.counting import count_space
from tenants.spaces.models import Deletion, Origin, Receipt, Space, State, new_signing_key
from tenants.spaces.receipts import receipt_of
from tenants.spaces.registry import must_be_deletable, removers
from tenants.spaces.rules import LABEL_KEPT, LAST_CALL, LIVING


def delete_space(*, by: Actor, space: Space, reason: str = "", at_once: bool = False) -> Receipt | None:
    """Remove a space whose time of grace is over: it answers no more, then all it holds goes; returns the receipt.

    `at_once` (from the server only) deletes a space in any state, for the `reason` given. Raises `RuleBroken("state")`
    for a space that is not to be deleted, `("held")` for one that must be kept, `("too_soon")` before the date or before the
    last reminder is a day old. Returns `None` for one that was never built.
    """
    require("spaces.delete", by, space)
    decision = _close(by, space, reason, at_once=at_once)
    if decision is None:
        return Receipt.objects.filter(schema_name=space.schema_name).first()
    if decision.counted_at is None:
        with transaction.atomic():
            decision.counts = count_space(space) if schema_exists(space.schema_name) else {}
            decision.counted_at = timezone.now()
            decision.save(update_fields=["counts", "counted_at"])
    for remove in removers().values():
        remove(space)
    drop_schema(space.schema_name)
    return _seal(by, space, decision)


@transaction.atomic
def _close(by: Actor, space: Space, reason: str, *, at_once: bool) -> Deletion | None:
    """Make the space unreachable, its address kept from others; returns what is under way, `None` when all is done."""
    row = locked(space)
    decision = Deletion.objects.filter(space=row, cancelled_at=None, done_at=None).first()
    if row.state == State.DELETED:
        return decision
    must_be_deletable(space)
    if at_once:
        decision = _decided_now(row, decision, reason)
    _check_due(row, decision, at_once=at_once)
    now = timezone.now()
    Space.objects.filter(pk=row.pk).update(state=State.DELETED, state_since=now, state_reason="", delete_at=None)
    space.state, space.delete_at = State.DELETED, None
    space.domains.filter(former_until=None).update(is_primary=False, former_until=now + LABEL_KEPT)
    about = {"label": row.label, "schema": row.schema_name, "before": row.state, "after": State.DELETED.value}
    record("spaces.delete", by=by, target=space, reason=decision.reason if decision else reason, **about)
    emit("space.deleted", space_id=space.pk)
    return decision


def _decided_now(row: Space, decision: Deletion | None, reason: str) -> Deletion:
    """Return the decision of the server, in the place of any other."""
    if row.state not in {*LIVING, State.PROVISIONING}:
        raise RuleBroken("state", _("Cet espace ne peut pas être supprimé."))
    if decision is not None:
        Deletion.objects.filter(pk=decision.pk).update(cancelled_at=timezone.now())
    return Deletion.objects.create(
        space=row, origin=Origin.COMMAND, reason=given(reason), approved_at=timezone.now(), state_before=row.state
    )


def _check_due(row: Space, decision: Deletion | None, *, at_once: bool) -> None:
    if at_once:
        return
    if row.state != State.SCHEDULED or decision is None or row.delete_at is None:
        raise RuleBroken("state", _("La suppression de cet espace n’est pas programmée."))
    now = timezone.now()
    if now < row.delete_at or decision.last_call_at is None or now < decision.last_call_at + LAST_CALL:
        raise RuleBroken("too_soon", _("Le délai avant la suppression de cet espace n’est pas écoulé."))


@transaction.atomic
def _seal(by: Actor, space: Space, decision: Deletion) -> Receipt:
    """Write the receipt, and forget what the row of the space still said of it."""
    facts = receipt_of(space, decision, deleted_at=timezone.now())
    receipt, _new = Receipt.objects.get_or_create(schema_name=space.schema_name, defaults=facts)
    decision.done_at = receipt.deleted_at
    decision.save(update_fields=["done_at"])
    Space.objects.filter(pk=space.pk).update(
        welcome="", tagline="", founder_email="", founder_name="", contact_email="", signing_key=new_signing_key()
    )
    record("spaces.seal_receipt", by=by, target=space, checksum=receipt.checksum)
    return receipt

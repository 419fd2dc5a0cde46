"""What the worker sees: failures and activity of a space, sizes of all, its own pulse."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.mail.models import Email
from platform_core.outbox.models import Delivery
from platform_core.outbox.models import State as DeliveryState
from tenants.console.models import Heartbeat, SpaceHealth
from tenants.console.rules import ACTIVITY_STEP, LATE_AFTER
from tenants.postgresql.current import connection
from tenants.spaces.migrating import histories_of, kept_spaces
from tenants.spaces.models import Space, State
from tenants.spaces.scopes import entered, platform
from tenants.spaces.versions import known_migrations

SIZES = r"""
SELECT s.id, sum(pg_total_relation_size(c.oid))::bigint
FROM spaces_space s JOIN pg_namespace n ON n.nspname = s.schema_name
JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'm', 'p')
WHERE s.state <> %s GROUP BY s.id
"""


def inspect_space(*, by: Actor, space: Space) -> None:
    """Look at one space and write on the platform what was seen: failures, lateness, last activity."""
    require("console.observe", by)
    with transaction.atomic():
        with entered(space):
            failures, waits, active_at = _failures(), _waits(), _last_activity()
        with platform():
            seen = {"failures": failures, "failed": sum(failures.values()), "seen_at": timezone.now(), **waits}
            SpaceHealth.objects.update_or_create(space=space, defaults=seen)
            _note_activity(space, active_at)


@transaction.atomic
def measure_sizes(*, by: Actor) -> int:
    """Write the size on disk of every space, in one query for all; returns how many were measured."""
    require("console.observe", by)
    with connection.cursor() as cursor:
        cursor.execute(SIZES, [State.DELETED])
        rows = cursor.fetchall()
    now = timezone.now()
    found = [SpaceHealth(space_id=pk, size_bytes=size, sized_at=now) for pk, size in rows if size is not None]
    SpaceHealth.objects.bulk_create(
        found, update_conflicts=True, unique_fields=["space"], update_fields=["size_bytes", "sized_at"], batch_size=500
    )
    return len(found)


@transaction.atomic
def read_drift(*, by: Actor) -> int:
    """Write which migrations each space lacks, read in the schemas as the owner; returns how many spaces lack some.

    What is written of a space is what we believe; this is what is there (a dump put back, a row removed by hand).
    """
    require("console.observe", by)
    found = [
        SpaceHealth(space=space, lacking=sorted(known_migrations() - names))
        for space, names in histories_of(kept_spaces()).items()
    ]
    SpaceHealth.objects.bulk_create(
        found, update_conflicts=True, unique_fields=["space"], update_fields=["lacking"], batch_size=500
    )
    return sum(bool(each.lacking) for each in found)


@transaction.atomic
def note_heartbeat(*, by: Actor, queue: str) -> None:
    """Write that a queue is being worked on."""
    require("console.observe", by)
    Heartbeat.objects.update_or_create(queue=queue, defaults={"at": timezone.now()})


def _failures() -> dict[str, int]:
    """Count what was given up, by consumer."""
    failed = Delivery.objects.filter(state=DeliveryState.FAILED).order_by()
    return dict(failed.values_list("consumer").annotate(Count("pk")))


def _waits() -> dict[str, object]:
    """Return how many deliveries are late, when the oldest was due, and the same of letters, in two statements."""
    late = Count("pk", filter=Q(due_at__lt=timezone.now() - LATE_AFTER))
    pending = Delivery.objects.filter(state=DeliveryState.PENDING).aggregate(late=late, oldest_due_at=Min("due_at"))
    waiting = Min("created_at", filter=Q(sent_at=None, dropped_at=None))
    letters = Email.objects.aggregate(last=Max("sent_at"), oldest=waiting)
    return {**pending, "sent_at": letters["last"], "oldest_letter_at": letters["oldest"]}


def _last_activity() -> datetime | None:
    """Return when somebody last did something: an action of a person in the log, or a sign-in."""
    acted = Entry.objects.filter(actor_name="").values_list("at", flat=True).first()
    signed_in = User.objects.aggregate(last=Max("last_login"))["last"]
    return max((moment for moment in (acted, signed_in) if moment), default=None)


def _note_activity(space: Space, active_at: datetime | None) -> None:
    """Write the last activity, at most once an hour."""
    known = space.last_activity_at
    if active_at and (known is None or active_at - known >= ACTIVITY_STEP):
        Space.objects.filter(pk=space.pk).update(last_activity_at=active_at)

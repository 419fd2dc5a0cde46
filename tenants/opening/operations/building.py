"""Building the space of an accepted request. Killed anywhere, it is run again; after too many failures, it is undone.

Two workers never build the same space: each takes a lock that PostgreSQL itself drops when the worker's connection dies,
so the next one needs no delay to know that the first is dead.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import transaction
from django.utils import timezone

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from tenants.opening import letters
from tenants.opening.concluding import have_built
from tenants.opening.limits import BUILD_ATTEMPTS
from tenants.opening.models import BEING_BUILT, SpaceRequest, State
from tenants.opening.queries import stalled
from tenants.postgresql.current import connection
from tenants.spaces.models import Space
from tenants.spaces.operations import abandon_space, build_space
from tenants.spaces.scopes import platform

log = structlog.get_logger(__name__)
LOCK = 0x0CEC  # the first half of our advisory locks' key; the second is the request


def build_requested(*, by: Actor, request: SpaceRequest) -> bool:
    """Build the space of an accepted request, or undo it after too many failures; returns whether there was work here.

    Nothing is done while another worker builds the same. What fails is written on the row, then raised.
    """
    require("opening.build", by, request)
    with _alone(request.pk) as first:
        if not first:
            return False
        with transaction.atomic():
            row = _begun(request.pk)
        if row is None:
            return False
        if row.attempts > BUILD_ATTEMPTS:
            _give_up(by, row)
            return True
        try:
            build_space(by=by, space=_space(row), progress=lambda step: _note(row.pk, step))
        except Exception as error:
            _note_failure(row, error)
            raise
        with transaction.atomic():
            _finish(by, row)
    return True


def resume_stalled(*, by: Actor) -> int:
    """Have built again what nobody has been heard building for a while; returns how many."""
    require("opening.resume", by)
    with transaction.atomic():
        found = list(stalled().values_list("pk", flat=True))
        for pk in found:
            have_built(pk)
    return len(found)


@contextmanager
def _alone(request_id: int) -> Iterator[bool]:
    """Take the lock of a request, if nobody has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, request_id])
        first = bool(cursor.fetchone()[0])
    try:
        yield first
    finally:
        if first and connection.is_usable():  # a dead connection has already dropped it
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, request_id])


def _begun(request_id: int) -> SpaceRequest | None:
    row = SpaceRequest.objects.select_for_update(of=("self",)).select_related("space").get(pk=request_id)
    if row.state not in BEING_BUILT:
        return None
    row.state, row.attempts, row.progressed_at = State.PROVISIONING, row.attempts + 1, timezone.now()
    row.save(update_fields=["state", "attempts", "progressed_at"])
    return row


def _space(row: SpaceRequest) -> Space:
    if row.space is None:  # a constraint forbids it
        msg = f"request {row.pk} is being built and has no space"
        raise RuntimeError(msg)
    return row.space


def _note(request_id: int, step: str) -> None:
    """Write that a step began; a step begun again keeps its first time."""
    with platform(), transaction.atomic():
        row = SpaceRequest.objects.select_for_update().get(pk=request_id)
        now = timezone.now()
        if step not in {each["step"] for each in row.progress}:
            row.progress = [*row.progress, {"step": step, "at": now.isoformat()}]
        row.progressed_at = now
        row.save(update_fields=["progress", "progressed_at"])


def _note_failure(row: SpaceRequest, error: Exception) -> None:
    log.warning("building_failed", request=row.pk, attempt=row.attempts, error=str(error))
    connection.close_if_unusable_or_obsolete()
    with platform():
        said = f"{type(error).__name__}: {error}"[:2000]
        SpaceRequest.objects.filter(pk=row.pk).update(last_error=said, progressed_at=timezone.now())


def _finish(by: Actor, row: SpaceRequest) -> None:
    row = SpaceRequest.objects.select_for_update(of=("self",)).select_related("space").get(pk=row.pk)
    row.state, row.done_at, row.last_error = State.DONE, timezone.now(), ""
    row.save(update_fields=["state", "done_at", "last_error"])
    record("opening.build", by=by, target=row, attempts=row.attempts)
    letters.say_done(row, _space(row).url)


def _give_up(by: Actor, row: SpaceRequest) -> None:
    with transaction.atomic():
        abandon_space(by=by, space=_space(row))
        row.state = State.FAILED
        row.save(update_fields=["state"])
        record("opening.give_up", by=by, target=row, attempts=row.attempts)
        letters.say_failed(row)

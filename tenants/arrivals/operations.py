"""The life of an arrival. Short transactions: the archive is read and loaded between them (receiving.py)."""

from __future__ import annotations

from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit
from tenants.archive.checking import Checked
from tenants.arrivals.models import Arrival, State
from tenants.opening.labels import check_label, clean_label
from tenants.opening.queries import taken_labels
from tenants.spaces.models import Space
from tenants.spaces.models import State as SpaceState
from tenants.spaces.operations import reserve_space

MAX_ATTEMPTS = 3
JUDGED = {"label_imitation", "label_confusable"}  # what looks like another name is the operator's to judge


@transaction.atomic
def request_arrival(
    *, by: Actor, label: str, path: Path, name: str, is_ours: bool = False, in_background: bool = True
) -> Arrival:
    """Have a new space made of the archive at `path`. Raises `RuleBroken` on the label when it is taken or unusable."""
    require("arrivals.request", by)
    wanted = clean_label(label)
    problem = check_label(wanted, taken=taken_labels())
    if problem and problem.code not in JUDGED:
        raise RuleBroken(problem.code, problem.message, "label")
    try:
        with transaction.atomic():
            arrival = Arrival.objects.create(
                label=wanted, path=str(path), name=name[:200], is_ours=is_ours, requested_by_id=by.pk
            )
    except IntegrityError as error:
        raise RuleBroken("busy", _("Une archive est déjà en cours de reprise à cette adresse."), "label") from error
    record("arrivals.request", by=by, target=arrival, label=wanted)
    if in_background:
        emit("arrival.asked", arrival_id=arrival.pk)
    return arrival


@transaction.atomic
def begin_attempt(*, by: Actor, arrival: Arrival) -> Arrival | None:
    """Note that an attempt begins; `None` when there is nothing to do. Only whoever holds the arrival's lock calls it."""
    require("arrivals.receive", by)
    held = Arrival.objects.select_for_update(of=("self",)).select_related("space").get(pk=arrival.pk)
    if not held.is_under_way:
        return None
    held.state, held.attempts, held.heartbeat_at = State.CHECKING, held.attempts + 1, timezone.now()
    held.done = held.total = 0
    held.save(update_fields=["state", "attempts", "heartbeat_at", "done", "total"])
    return held


@transaction.atomic
def note_stage(*, by: Actor, arrival: Arrival, state: State, done: int, total: int) -> None:
    """Say how far the stage is, and that somebody works on it."""
    require("arrivals.receive", by)
    now = timezone.now()
    Arrival.objects.filter(pk=arrival.pk).update(state=state, done=done, total=total, heartbeat_at=now)


@transaction.atomic
def reserve_for(*, by: Actor, arrival: Arrival, checked: Checked) -> Space:
    """Reserve the space that the archive becomes: nothing answers there yet. Raises `RuleBroken` for a label taken."""
    require("arrivals.receive", by)
    space = reserve_space(by=by, label=arrival.label, **checked.facts)
    arrival.space = space
    arrival.save(update_fields=["space"])
    return space


@transaction.atomic
def open_arrival(*, by: Actor, arrival: Arrival, checked: Checked, version: str) -> None:
    """Put the space, loaded and compared, in service, open to the public if the archived one was; note what came."""
    require("arrivals.receive", by)
    now, manifest = timezone.now(), checked.manifest
    facts = {"last_activity_at": now, "schema_version": version}
    Space.objects.filter(pk=arrival.space_id).update(state=SpaceState.ACTIVE, **facts)
    known = {
        "rows": manifest.rows,
        "files": manifest.files,
        "missing": manifest.missing,
        "seal": manifest.seal,
        "former_host": manifest.former_host,
    }
    Arrival.objects.filter(pk=arrival.pk).update(state=State.DONE, finished_at=now, error="", **known)
    record("arrivals.open", by=by, target=arrival, space=arrival.space_id, label=arrival.label, **known)


@transaction.atomic
def refuse_arrival(*, by: Actor, arrival: Arrival, code: str, reason: str) -> None:
    """Note why the archive was refused; whatever had been made of it is already undone."""
    require("arrivals.receive", by)
    Arrival.objects.filter(pk=arrival.pk).update(
        state=State.REFUSED, space=None, error=reason[:500], finished_at=timezone.now()
    )
    record("arrivals.refuse", by=by, target=arrival, label=arrival.label, code=code)

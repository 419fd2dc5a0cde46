"""Have done again what failed: one delivery, all of a kind in one place, all of a kind everywhere."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.background.tasks import BULK, publish
from platform_core.errors import RuleBroken
from platform_core.outbox.models import Delivery, State
from platform_core.outbox.tasks import relay
from tenants.console.models import SpaceHealth
from tenants.spaces.models import Space
from tenants.spaces.models import State as SpaceState
from tenants.spaces.scopes import entered

RETRY_TASK = "console.retry"


@transaction.atomic
def retry_delivery(*, by: Actor, space: Space | None, delivery_id: int) -> None:
    """Have one failed delivery done again, in a space or (`None`) on the platform.

    Raises `RuleBroken` when it does not wait there any more, or when the space is not in service.
    """
    require("console.retry", by)
    _refuse_closed(space)
    with _inside(space):
        consumers = _again(Delivery.objects.filter(pk=delivery_id))
    if not consumers:
        raise RuleBroken("not_failed", _("Ce travail n’est plus en échec : il a déjà été relancé."))
    _noted(by, space, consumers[0], 1)


@transaction.atomic
def retry_kind(*, by: Actor, space: Space | None, consumer: str) -> int:
    """Have done again all that one consumer failed to do, in a space or on the platform; returns how many."""
    require("console.retry", by)
    _refuse_closed(space)
    with _inside(space):
        count = len(_again(Delivery.objects.filter(consumer=consumer)))
    if count:
        _noted(by, space, consumer, count)
    return count


@transaction.atomic
def retry_kind_everywhere(*, by: Actor, consumer: str) -> int:
    """Ask the worker to have done again, in each space, all that one consumer failed to do; returns how many spaces.

    Each space is a task of its own: one that is broken does not stop the others, and what was missed stays in the list.
    """
    require("console.retry", by)
    asked = SpaceHealth.objects.filter(failed__gt=0, failures__has_key=consumer, space__state=SpaceState.ACTIVE)
    schemas = list(asked.values_list("space__schema_name", flat=True))
    for schema in schemas:
        transaction.on_commit(partial(publish, RETRY_TASK, BULK, schema=schema, consumer=consumer))
    record("console.retry_everywhere", by=by, consumer=consumer, spaces=len(schemas))
    return len(schemas)


def _refuse_closed(space: Space | None) -> None:
    if space is not None and space.state != SpaceState.ACTIVE:
        raise RuleBroken("not_active", _("Cet espace est fermé : rouvrez-le d’abord, ses tâches reprendront seules."))


def _inside(space: Space | None) -> AbstractContextManager[Any]:
    return nullcontext() if space is None else entered(space)


def _again(deliveries: QuerySet[Delivery]) -> list[str]:
    """Put failed deliveries back at the start and wake the worker; returns their consumers."""
    failed = deliveries.filter(state=State.FAILED).select_for_update(of=("self",))
    rows = list(failed.values_list("pk", "consumer", "queue"))
    Delivery.objects.filter(pk__in=[pk for pk, _consumer, _queue in rows]).update(
        state=State.PENDING, attempts=0, due_at=timezone.now()
    )
    for queue in {queue for _pk, _consumer, queue in rows}:
        relay(queue)
    return [consumer for _pk, consumer, _queue in rows]


def _noted(by: Actor, space: Space | None, consumer: str, count: int) -> None:
    """Write it in the log, and in what the console shows until the worker looks again."""
    record("console.retry", by=by, target=space, consumer=consumer, count=count)
    if space is None:
        return
    health = SpaceHealth.objects.select_for_update().filter(space=space).first()
    if health is not None:
        left = max(health.failures.get(consumer, 0) - count, 0)
        health.failures = {**health.failures, consumer: left} if left else _without(health.failures, consumer)
        health.failed = sum(health.failures.values())
        health.save(update_fields=["failures", "failed"])


def _without(failures: dict[str, int], consumer: str) -> dict[str, int]:
    return {name: count for name, count in failures.items() if name != consumer}

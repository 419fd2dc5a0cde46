"""Declare a task: `@task("exports.build", scope="space", queue="bulk")`.

A task says whether it works in a space or on the platform, and runs inside that scope. It is sent when the transaction
that asks for it commits; when the broker is away nothing is lost, because the row that says what is due is what counts
and a sweep finds it again. Tasks take keyword identifiers, are short, and are safe to run twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal

import structlog
from celery import current_app, shared_task
from django.db import transaction
from kombu.exceptions import OperationalError
from structlog.contextvars import bound_contextvars

from platform_core import scope as scopes
from platform_core.scope import PLATFORM, NoScope

if TYPE_CHECKING:
    from collections.abc import Callable

log = structlog.get_logger(__name__)

URGENT, DEFAULT, BULK = "urgent", "default", "bulk"  # a newsletter never delays a sign-in code
QUEUES = (URGENT, DEFAULT, BULK)


@dataclass(frozen=True)
class Task:
    """A declared task; call `send` to have it done, or the object itself to do it here and now (tests, commands)."""

    name: str
    scope: Literal["space", "platform"]
    queue: str
    run: Callable[..., Any]
    when_frozen: bool = False

    def __call__(self, **kwargs: Any) -> Any:
        """Do it here, in the scope one is in."""
        return self.run(**kwargs)

    def send(self, *, queue: str = "", **kwargs: Any) -> None:
        """Send the task to the worker once the current transaction commits.

        Raises `NoScope` when a space's task is sent from the platform or from nowhere, or the other way round.
        """
        schema = scopes.schema_name()
        if (schema == PLATFORM) != (self.scope == PLATFORM):
            msg = f"{self.name} is a task of the {self.scope} and was sent from {schema}"
            raise NoScope(msg)
        transaction.on_commit(lambda: publish(self.name, queue or self.queue, schema=schema, **kwargs))


PAUSE = 5.0  # seconds without asking a broker that did not answer: people who wait for a page do not wait for it
_broker = {"away_until": 0.0}


def publish(name: str, queue: str, **kwargs: Any) -> bool:
    """Hand a message to the broker; returns False, and says so in the log, when the broker is away."""
    if monotonic() < _broker["away_until"]:
        return False
    try:
        current_app.send_task(name, kwargs=kwargs, queue=queue, retry=False, ignore_result=True)
    except OperationalError as error:
        _broker["away_until"] = monotonic() + PAUSE
        log.warning("broker_away", task=name, error=str(error))
        return False
    return True


def task(
    name: str,
    *,
    scope: Literal["space", "platform"],
    queue: str = DEFAULT,
    when_frozen: bool = False,
    **options: Any,
) -> Callable[[Callable[..., Any]], Task]:
    """Declare a task named `slice.verb`; `options` are Celery's (time limits…).

    `when_frozen`: the task goes on in a space that is read-only (suspended, archived, to be deleted); others stop there.
    """

    def declare(function: Callable[..., Any]) -> Task:
        declared = Task(name, scope, queue, function, when_frozen)

        @shared_task(name=name, acks_late=True, reject_on_worker_lost=True, ignore_result=True, **options)
        def run(*, schema: str, **kwargs: Any) -> None:
            if (schema == PLATFORM) != (scope == PLATFORM):
                msg = f"{name} is a task of the {scope} and was asked for {schema}"
                raise NoScope(msg)
            with bound_contextvars(task=name), scopes.open_scope(schema, when_frozen=when_frozen):
                function(**kwargs)

        return declared

    return declare

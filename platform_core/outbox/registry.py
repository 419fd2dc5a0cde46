"""Who wants to know what. A consumer is declared in the `consumers.py` of its slice, imported by its `apps.py`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from platform_core.background.tasks import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Callable

    from platform_core.outbox.models import Event


@dataclass(frozen=True)
class Consumer:
    """What to do when an event happens. Runs in one transaction with the mark that it is done: its effects in the
    database happen once; effects outside (a mail) may be repeated after a crash, never lost.
    """

    name: str
    queue: str
    run: Callable[[Event], None]


_by_event: dict[str, list[Consumer]] = defaultdict(list)
_by_name: dict[str, Consumer] = {}


def consumer(
    name: str, *, of: str, queue: str = DEFAULT
) -> Callable[[Callable[[Event], None]], Callable[[Event], None]]:
    """Declare a function as the consumer `name` of the event `of`. The name must be unique and stable."""

    def declare(function: Callable[[Event], None]) -> Callable[[Event], None]:
        if name in _by_name:
            msg = f"two consumers are named {name}"
            raise ValueError(msg)
        _by_name[name] = Consumer(name, queue, function)
        _by_event[of].append(_by_name[name])
        return function

    return declare


def consumers_of(event_name: str) -> list[Consumer]:
    """Return the consumers of an event."""
    return list(_by_event[event_name])


def consumer_named(name: str) -> Consumer | None:
    """Return a consumer, `None` for one that the code no longer has."""
    return _by_name.get(name)

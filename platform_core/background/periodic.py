"""Work that a space needs regularly, when something is due in it.

A slice declares `periodic(task, due=question)` beside its task; the worker asks the question in every space in service and
sends the task where the answer is yes. A missed tick costs lateness only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from platform_core.background.tasks import Task


@dataclass(frozen=True)
class Periodic:
    """A task of a space, and the question (one cheap query) that says whether it has something to do."""

    task: Task
    due: Callable[[], bool]


_known: dict[str, Periodic] = {}


def periodic(task: Task, *, due: Callable[[], bool]) -> None:
    """Declare a task as periodic. Raises `ValueError` for a task of the platform, which is scheduled directly."""
    if task.scope != "space":
        msg = f"{task.name} is not a task of a space"
        raise ValueError(msg)
    _known[task.name] = Periodic(task, due)


def periodic_named(name: str) -> Periodic:
    """Return what is declared under the name of a task; raises `KeyError`."""
    return _known[name]

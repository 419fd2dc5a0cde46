"""What is watched. A higher layer, or a sibling, adds its own check in `AppConfig.ready()`; the same slug replaces one.

    register_check(Check(slug="backups", name=_("Sauvegardes"), read=read_backups, order=90, live=False))

`read` takes nothing, works on the platform and returns a `Reading`; it must not raise when what it asks is away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise


class Status(StrEnum):
    """How one thing is."""

    FINE = "fine"
    WATCH = "watch"
    DOWN = "down"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a check found: how it is, in a sentence; what to do, in another, unless all is well.

    `since`: when it began, if what is watched knows it better than who looks.
    """

    status: Status
    says: str | Promise
    advice: str | Promise = ""
    since: datetime | None = None
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line of the health page. `live`: cheap enough to be read for the page; else the worker's last reading is shown."""

    slug: str
    name: str | Promise
    read: Callable[[], Reading]
    order: int = 100
    live: bool = True


_checks: dict[str, Check] = {}


def register_check(check: Check) -> None:
    """Watch one more thing."""
    _checks[check.slug] = check


def checks() -> list[Check]:
    """Return what is watched, in the order of the page."""
    return sorted(_checks.values(), key=lambda check: (check.order, check.slug))

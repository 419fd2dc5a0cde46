"""What is measured. A higher layer adds a meter for what it makes people use; nothing here names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class Meter:
    """One thing that is measured of every space, in the words of those who read it.

    `count()` runs inside the space and returns a whole number ≥ 0, in a few queries. `is_bytes`: a size. `monthly`: what
    was used since the first day of the month, which starts again from nothing; the others are what there is now.
    `headline`: among the few that operators compare from one space to another.
    """

    slug: str
    label: str | Promise
    explanation: str | Promise
    count: Callable[[], int]
    is_bytes: bool = False
    monthly: bool = False
    headline: bool = False
    order: int = 100


_meters: dict[str, Meter] = {}


def register_meter(meter: Meter) -> None:
    """Add a meter. Raises `ValueError` when the slug is taken by another."""
    if _meters.setdefault(meter.slug, meter) != meter:
        msg = f"two meters are named {meter.slug}"
        raise ValueError(msg)


def meters() -> list[Meter]:
    """Return the meters in the order in which they are shown."""
    return sorted(_meters.values(), key=lambda meter: (meter.order, meter.slug))

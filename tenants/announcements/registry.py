"""Groups of spaces that an announcement may be for. A higher layer adds its own (the plans) in `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise

from tenants.spaces.models import Space


@dataclass(frozen=True, kw_only=True)
class Group:
    """Spaces that have something in common. `find` keeps, of the spaces given, those of the group."""

    slug: str
    label: str | Promise
    find: Callable[[QuerySet[Space]], QuerySet[Space]]


_groups: dict[str, Group] = {}


def register_group(*groups: Group) -> None:
    """Add groups; the same slug again replaces one."""
    _groups.update({one.slug: one for one in groups})


def groups() -> dict[str, Group]:
    """Return the groups by slug, in order of registration."""
    return dict(_groups)

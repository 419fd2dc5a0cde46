"""The log of the platform, as operators read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from tenants.console.wording import action_label
from tenants.spaces.models import Space

SYSTEM = "plateforme"  # as a filter: what no person did
SPACE = Space._meta.label_lower


@dataclass(frozen=True)
class Line:
    """One entry, with the names of who acted and of the space it is about."""

    at: datetime
    action: str
    label: str
    actor: str
    target_type: str
    target_id: str
    space: Space | None
    details: dict[str, Any]

    @property
    def target(self) -> str:
        """Name what it is about, when that is not a space: its kind and its number."""
        return f"{self.target_type} {self.target_id}" if self.target_type and self.space is None else ""


def entries(
    *, who: str = "", action: str = "", space: int | None = None, since: date | None = None, until: date | None = None
) -> QuerySet[Entry]:
    """Return the entries that answer the filters, newest first. `who` is an account's number or `SYSTEM`; days included."""
    found = Entry.objects.all()
    if who == SYSTEM:
        found = found.filter(actor_id=None)
    elif who.isdigit():
        found = found.filter(actor_id=int(who))
    if action:
        found = found.filter(action=action)
    if space is not None:
        found = found.filter(about(space))
    if since:
        found = found.filter(at__gte=_midnight(since))
    if until:
        found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
    return found


def about(space: int) -> Q:
    """Match what was done to a space."""
    return Q(target_type=SPACE, target_id=str(space))


def lines(found: Iterable[Entry]) -> list[Line]:
    """Return the entries of a page with their names: two queries, whatever their number."""
    rows = list(found)
    people = _people({row.actor_id for row in rows if row.actor_id})
    spaces = _spaces({row.target_id for row in rows if row.target_type == SPACE})
    return [_line(row, people, spaces) for row in rows]


def all_lines(found: QuerySet[Entry]) -> Iterator[Line]:
    """Yield the entries one by one, for an export: constant memory but for the names."""
    people, spaces = _people(None), _spaces(None)
    for row in found.iterator(chunk_size=2000):
        yield _line(row, people, spaces)


def actors() -> list[tuple[str, str]]:
    """Return who may be chosen as a filter: the operators, and the platform itself."""
    people = [(str(pk), name) for pk, name in sorted(_people(None).items(), key=lambda pair: pair[1].casefold())]
    return [*people, (SYSTEM, _("La plateforme elle-même"))]


def actions() -> list[tuple[str, str]]:
    """Return the actions that occur in the log."""
    names = Entry.objects.order_by("action").values_list("action", flat=True).distinct()
    return sorted(((name, action_label(name)) for name in names), key=lambda pair: pair[1].casefold())


def _line(row: Entry, people: dict[int, str], spaces: dict[str, Space]) -> Line:
    if row.actor_id:
        actor = people.get(row.actor_id, _("Compte n° %(number)d, fermé") % {"number": row.actor_id})
    else:
        actor = _("Plateforme (%(part)s)") % {"part": row.actor_name} if row.actor_name else _("Sans compte")
    space = spaces.get(row.target_id) if row.target_type == SPACE else None
    label = action_label(row.action)
    return Line(row.at, row.action, label, actor, row.target_type, row.target_id, space, row.details)


def operator_names(wanted: Iterable[int | None]) -> dict[int, str]:
    """Return the names of operators by their number; one whose account is gone has none."""
    return _people({pk for pk in wanted if pk is not None})


def _people(wanted: set[int] | None) -> dict[int, str]:
    """Return the names of the accounts (`None`: all; the platform only has operators)."""
    people = User.objects.all() if wanted is None else User.objects.filter(pk__in=wanted)
    return {pk: name or email for pk, name, email in people.values_list("pk", "public_name", "email")}


def _spaces(wanted: set[str] | None) -> dict[str, Space]:
    spaces = Space.objects.only("name", "label", "state")
    chosen = spaces if wanted is None else spaces.filter(pk__in=[int(each) for each in wanted if each.isdigit()])
    return {str(space.pk): space for space in chosen}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

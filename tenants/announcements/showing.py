"""What pages of teams show: kept on the row of each space, which every request reads anyway, and read from there alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from tenants.announcements.models import Addressee, Announcement
from tenants.announcements.queries import current, living_spaces
from tenants.spaces.models import Space

AT_ONCE = 500  # rows


@dataclass(frozen=True)
class Banner:
    """One announcement as a page shows it."""

    key: str
    title: str
    body: str
    level: str
    ends_at: datetime


def banners(space: Space, person: int | None) -> list[Banner]:
    """Return what is said now to a member of the team who did not put it away: no statement."""
    now = timezone.now()
    return [
        Banner(one["key"], one["title"], one["body"], one["level"], ends_at)
        for one in space.banners
        if (starts_at := parse_datetime(one["from"])) and (ends_at := parse_datetime(one["until"]))
        if starts_at <= now < ends_at and person not in one["away"]
    ]


def write_banners(spaces: Iterable[Space] | None = None) -> int:
    """Write again on the rows of spaces (`None`: all) what is said, or will be; returns how many changed.

    In a transaction, on the platform. Who put something away is kept.
    """
    said = list(current())
    chosen: dict[int, set[int]] = defaultdict(set)
    named = Addressee.objects.filter(announcement__in=said, announcement__everyone=False)
    for announcement, space_id in named.values_list("announcement_id", "space_id"):
        chosen[space_id].add(announcement)
    wanted = living_spaces() if spaces is None else Space.objects.filter(pk__in=[each.pk for each in spaces])
    changed = []
    for space in wanted.select_for_update().only("pk", "banners"):
        mine = [one for one in said if one.everyone or one.pk in chosen[space.pk]]
        away = {one["key"]: one["away"] for one in space.banners}
        written = [_written(one, away.get(str(one.key), [])) for one in mine]
        if written != space.banners:
            space.banners = written
            changed.append(space)
    Space.objects.bulk_update(changed, ["banners"], batch_size=AT_ONCE)
    return len(changed)


def _written(one: Announcement, away: list[int]) -> dict[str, Any]:
    texts = {"key": str(one.key), "title": one.title, "body": one.body, "level": one.level}
    return {**texts, "from": one.starts_at.isoformat(), "until": one.ends_at.isoformat(), "away": away}

"""Which spaces have a good backup, which wait for one, which are late."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import DateTimeField, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from platform_core.errors import RuleBroken
from tenants.backup.models import Backup, Restoration, Stage, State
from tenants.spaces.models import Space
from tenants.spaces.models import State as SpaceState

LATE = timedelta(hours=26)
NIGHTLY = timedelta(hours=20)  # at night, a backup older than that is made again
DAILY = timedelta(hours=24)  # at any hour
NIGHT = range(1, 5)  # hours, in France
HERE = ZoneInfo("Europe/Paris")
PAUSE = timedelta(minutes=30)  # after a failure


def folder() -> Path:
    """Return where backups are."""
    return Path(settings.BACKUP_ROOT)


def backed_up() -> Any:  # a QuerySet[Space] with an annotation, which its type cannot say
    """Return the spaces that must have backups, with `last_backup`; not what a restoration keeps apart."""
    apart = Restoration.objects.exclude(stage=Stage.ENDED).exclude(other=None).values("other")
    last = Backup.objects.filter(space=OuterRef("pk"), state=State.GOOD).order_by().values("space")
    return (
        Space.objects.exclude(state__in=[SpaceState.PROVISIONING, SpaceState.DELETED])
        .exclude(pk__in=apart)
        .annotate(last_backup=Subquery(last.annotate(last=Max("at")).values("last"), output_field=DateTimeField()))
    )


def due(now: datetime) -> Any:
    """Return the spaces to back up now, the longest without first; those that just failed wait a little, unless asked."""
    age = NIGHTLY if now.astimezone(HERE).hour in NIGHT else DAILY
    failed = Backup.objects.filter(state__in=[State.FAILED, State.MAKING], at__gt=now - PAUSE).values("space")
    asked = Backup.objects.filter(state=State.ASKED).values("space")
    waiting = backed_up().filter(Q(last_backup=None) | Q(last_backup__lt=now - age)).exclude(pk__in=failed)
    return (waiting | backed_up().filter(pk__in=asked)).order_by("last_backup", "pk")


def late(now: datetime) -> Any:
    """Return the spaces whose last good backup, or opening, is too old."""
    since = Greatest(Coalesce("last_backup", "created_at"), "created_at")
    return backed_up().annotate(since=since).filter(since__lt=now - LATE).order_by("since")


def good_backups(space: Space) -> QuerySet[Backup]:
    """Return the good backups of a space, the last first."""
    return Backup.objects.filter(space=space, state=State.GOOD)


def restoration_of(space: Space) -> Restoration | None:
    """Return the restoration of a space that has not ended."""
    return Restoration.objects.select_related("space", "other").filter(space=space).exclude(stage=Stage.ENDED).first()


def ended(now: datetime) -> QuerySet[Restoration]:
    """Return the restorations whose version apart is kept no longer."""
    return Restoration.objects.select_related("other").exclude(stage=Stage.ENDED).filter(until__lt=now)


def must_be_apart(restoration: Restoration, *, back: bool) -> None:
    """Raise `RuleBroken("stage")` when the version that is wanted in service (`back`: that of before) is there already."""
    before = {Stage.SWITCHED} if back else {Stage.BESIDE, Stage.BACK}
    if restoration.other_id is None or restoration.stage not in before:
        raise RuleBroken("stage", _("Cette version est déjà en service, ou elle n’est pas encore restaurée."))


def waiting_restorations() -> QuerySet[Restoration]:
    """Return the restorations of which operators asked something that is not done yet."""
    return Restoration.objects.select_related("space", "other", "backup").exclude(wanted="").order_by("pk")


def listed(now: datetime, *, late_only: bool = False) -> Any:
    """Return the spaces with their last good backup and what is asked or failed since; the latest of backups last."""
    found = late(now) if late_only else backed_up()
    last = Backup.objects.filter(space=OuterRef("pk")).order_by("-at", "-pk")
    good = last.filter(state=State.GOOD)
    return (
        found.annotate(last_state=Subquery(last.values("state")[:1]), last_size=Subquery(good.values("size")[:1]))
        .defer("welcome", "signing_key", "searched")
        .order_by(F("last_backup").asc(nulls_first=True), "name", "pk")
    )


def backups_of(space: Space) -> QuerySet[Backup]:
    """Return the backups of a space, whatever became of them, the last first."""
    return Backup.objects.filter(space=space)


def restorations() -> QuerySet[Restoration]:
    """Return all restorations, the last first."""
    return Restoration.objects.select_related("space", "backup").order_by("-pk")


def last_backup(space_id: int) -> Backup | None:
    """Return the last good backup of a space, by its number."""
    return Backup.objects.filter(space_id=space_id, state=State.GOOD).first()

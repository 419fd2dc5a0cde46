"""What is written of backups and restorations. The files are made and read between (making.py, restoring.py)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from tenants.archive.portrait import carried
from tenants.backup.models import Backup, Restoration, Stage, State, Wanted
from tenants.backup.queries import must_be_apart
from tenants.postgresql.schemas import random_schema_name
from tenants.spaces.models import Space
from tenants.spaces.models import State as SpaceState

KEPT_APART = timedelta(days=7)


@transaction.atomic
def begin_backup(*, by: Actor, space: Space) -> Backup:
    """Note that a backup begins: the one that an operator asked for, if any."""
    require("backup.make", by)
    asked = Backup.objects.filter(space=space, state=State.ASKED).first()
    made = asked or Backup(space=space)
    made.state, made.at = State.MAKING, timezone.now()
    made.save()
    return made


@transaction.atomic
def finish_backup(*, by: Actor, backup: Backup, **facts: int | str) -> None:
    """Note a good backup: its file is whole and was read back."""
    require("backup.make", by)
    Backup.objects.filter(pk=backup.pk).update(state=State.GOOD, finished_at=timezone.now(), error="", **facts)
    backup.refresh_from_db()
    record("backup.make", by=by, target=backup.space, backup=backup.pk, size=backup.size, rows=backup.rows)


@transaction.atomic
def fail_backup(*, by: Actor, backup: Backup, error: str) -> None:
    """Note a backup that failed."""
    require("backup.make", by)
    Backup.objects.filter(pk=backup.pk).update(state=State.FAILED, finished_at=timezone.now(), error=error[:300])


@transaction.atomic
def forget_backups(*, by: Actor, backups: list[Backup]) -> None:
    """Forget backups whose files are removed."""
    require("backup.make", by)
    Backup.objects.filter(pk__in=[each.pk for each in backups]).delete()


@transaction.atomic
def begin_restoration(*, by: Actor, space: Space, at: datetime, asked: Restoration | None = None) -> Restoration:
    """Note that a space is being restored beside itself, as was `asked` from the console or not.

    Raises `RuleBroken` while another restoration is open.
    """
    require("backup.restore", by)
    if asked is not None:
        return asked
    try:
        with transaction.atomic():
            restoration = Restoration.objects.create(space=space, at=at, asked_by=by.pk)
    except IntegrityError as error:
        message = _("Une restauration de cet espace est déjà ouverte : basculez, revenez, ou terminez-la.")
        raise RuleBroken("busy", message) from error
    record("backup.restore", by=by, target=space, at=at.isoformat())
    return restoration


@transaction.atomic
def fail_restoration(*, by: Actor, restoration: Restoration, error: str) -> None:
    """Note that what was asked could not be done: one that was being made is over, another stays as it was."""
    require("backup.restore", by)
    stage = Stage.ENDED if restoration.wanted == Wanted.LOAD else restoration.stage
    Restoration.objects.filter(pk=restoration.pk).update(stage=stage, wanted="", error=error[:300])
    record("backup.fail", by=by, target=restoration.space, restoration=restoration.pk)


@transaction.atomic
def put_beside(*, by: Actor, restoration: Restoration, version: str) -> None:
    """Note that the restored version is whole: kept apart, it answers to nobody."""
    require("backup.restore", by)
    Space.objects.filter(pk=restoration.other_id).update(
        state=SpaceState.SUSPENDED, is_listed=False, schema_version=version
    )
    until = timezone.now() + KEPT_APART
    Restoration.objects.filter(pk=restoration.pk).update(stage=Stage.BESIDE, until=until, wanted="")


@transaction.atomic
def switch_restoration(*, by: Actor, restoration: Restoration, back: bool = False) -> None:
    """Exchange the version in service and the one apart, in one transaction: the addresses, the key of links and the life of
    the space stay; its schema, files and words are the other's. Two operators who ask the same exchange once.
    """
    require("backup.restore", by)
    held = Restoration.objects.select_for_update(of=("self",)).get(pk=restoration.pk)
    must_be_apart(held, back=back)
    spaces = {
        each.pk: each for each in Space.objects.select_for_update().filter(pk__in=[held.space_id, held.other_id])
    }
    _exchange(spaces[held.space_id], spaces[held.other_id])
    held.stage = Stage.BACK if back else Stage.SWITCHED
    held.switched_at = timezone.now()
    held.until = held.switched_at + KEPT_APART
    held.wanted = Wanted.NOTHING
    held.save(update_fields=["stage", "switched_at", "until", "wanted"])
    record("backup.switch", by=by, target=spaces[held.space_id], stage=str(held.stage), at=held.at.isoformat())


def _exchange(one: Space, other: Space) -> None:
    """Give each the schema and the words of the other; a name is unique, hence the passing one."""
    names = ["schema_name", "schema_version", *(field.name for field in carried() if field.name != "is_listed")]
    first = {name: getattr(one, name) for name in names}
    second = {name: getattr(other, name) for name in names}
    Space.objects.filter(pk=other.pk).update(schema_name=random_schema_name())
    Space.objects.filter(pk=one.pk).update(**second)
    Space.objects.filter(pk=other.pk).update(**first)


@transaction.atomic
def end_restoration(*, by: Actor, restoration: Restoration) -> None:
    """Note that the version apart is gone."""
    require("backup.restore", by)
    Restoration.objects.filter(pk=restoration.pk).update(stage=Stage.ENDED, other=None, until=None, wanted="")
    record("backup.end", by=by, target=restoration.space)

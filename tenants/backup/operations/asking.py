"""What operators ask from the console: a backup now, a space brought back. The worker does it; the rows say what is left.

Bringing back *beside* changes nothing for anybody: one operator. Putting that version in service takes two: one asks, another
agrees. Going back to the version of before is an undoing, which must be quick: one. Erasing a version that was in service is
left to time (seven days) or to the server's command.
"""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.background.tasks import BULK, publish
from platform_core.errors import RuleBroken
from platform_core.scope import PLATFORM
from tenants.backup.models import Backup, Restoration, Stage, State, Wanted
from tenants.spaces.models import Space

MAKE, ADVANCE = "backup.make", "backup.advance"


@transaction.atomic
def ask_backup(*, by: Actor, space: Space) -> Backup:
    """Have a space backed up now. Raises `RuleBroken` without a key, or when it is asked already."""
    require("backup.restore", by)
    if not settings.BACKUP_KEYS:
        raise RuleBroken("no_key", _("Aucune clé de sauvegarde n’est réglée (variable BACKUP_KEYS)."))
    try:
        with transaction.atomic():
            asked = Backup.objects.create(space=space, at=timezone.now(), state=State.ASKED)
    except IntegrityError as error:
        raise RuleBroken("asked", _("Une sauvegarde de cet espace est déjà demandée.")) from error
    record("backup.ask", by=by, target=space)
    transaction.on_commit(partial(publish, MAKE, BULK, schema=PLATFORM, space_id=space.pk))
    return asked


@transaction.atomic
def ask_restoration(*, by: Actor, backup: Backup) -> Restoration:
    """Have a space brought back beside itself. Raises `RuleBroken` while another restoration of it is open."""
    require("backup.restore", by)
    try:
        with transaction.atomic():
            made = Restoration.objects.create(
                space=backup.space, at=backup.at, backup=backup, asked_by=by.pk, wanted=Wanted.LOAD
            )
    except IntegrityError as error:
        message = _("Une restauration de cet espace est déjà ouverte : basculez, revenez, ou terminez-la.")
        raise RuleBroken("busy", message) from error
    record("backup.ask_restoration", by=by, target=backup.space, backup=backup.pk, at=backup.at.isoformat())
    _wake(made)
    return made


@transaction.atomic
def ask_switch(*, by: Actor, restoration: Restoration) -> None:
    """Ask that the restored version be put in service: nothing changes until another operator agrees."""
    require("backup.restore", by)
    held = _held(restoration, Stage.BESIDE)
    if held.switch_asked_at is not None:
        raise RuleBroken("asked", _("La mise en service est déjà demandée."))
    held.switch_asked_by, held.switch_asked_at = by.pk, timezone.now()
    held.save(update_fields=["switch_asked_by", "switch_asked_at"])
    record("backup.ask_switch", by=by, target=held.space, at=held.at.isoformat())


@transaction.atomic
def approve_switch(*, by: Actor, restoration: Restoration) -> None:
    """Agree, as another operator: the worker puts it in service. Raises `NotAllowed` for the one who asked."""
    require("backup.approve_switch", by, restoration)
    held = _held(restoration, Stage.BESIDE)
    require("backup.approve_switch", by, held)  # as it is now
    if held.switch_asked_at is None:
        raise RuleBroken("stage", _("Personne n’a demandé cette mise en service."))
    held.switch_approved_by, held.wanted = by.pk, Wanted.SWITCH
    held.save(update_fields=["switch_approved_by", "wanted"])
    record("backup.approve_switch", by=by, target=held.space, asked_by=held.switch_asked_by)
    _wake(held)


@transaction.atomic
def ask_back(*, by: Actor, restoration: Restoration) -> None:
    """Have the version of before put in service again."""
    require("backup.restore", by)
    _want(_held(restoration, Stage.SWITCHED), Wanted.BACK)
    record("backup.ask_back", by=by, target=restoration.space)


@transaction.atomic
def give_up(*, by: Actor, restoration: Restoration) -> None:
    """Have a restored version that never was in service erased."""
    require("backup.restore", by)
    _want(_held(restoration, Stage.BESIDE), Wanted.FINISH)
    record("backup.give_up", by=by, target=restoration.space)


def _want(held: Restoration, wanted: Wanted) -> None:
    held.wanted = wanted
    held.save(update_fields=["wanted"])
    _wake(held)


def _held(restoration: Restoration, stage: Stage) -> Restoration:
    """Return a restoration as it is now, kept from others; raises `RuleBroken` unless it is at that stage, and idle."""
    held = Restoration.objects.select_for_update(of=("self",)).select_related("space").get(pk=restoration.pk)
    if held.stage != stage or held.wanted:
        raise RuleBroken("stage", _("Cette restauration a changé entre-temps. Relisez la page."))
    return held


def _wake(restoration: Restoration) -> None:
    transaction.on_commit(partial(publish, ADVANCE, BULK, schema=PLATFORM, restoration_id=restoration.pk))

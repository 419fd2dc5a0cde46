"""Ask for an export, cancel it, have its file."""

from __future__ import annotations

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from billing_free.quotas.doors import take_export
from consultations.capabilities.exports.models import Export, State
from consultations.capabilities.exports.queries import offered
from consultations.process.models import Consultation
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit
from platform_core.tabular import FORMATS


@transaction.atomic
def request_export(
    *,
    by: Actor,
    consultation: Consultation,
    datasets: Collection[str],
    formats: Collection[str],
    with_personal: bool = False,
) -> Export:
    """Have datasets (keys of what is offered) put in files by the worker. Raises `NotAllowed`; `RuleBroken` without a
    dataset or a format, for one that does not exist, while another export of this person is under way, or when the day's
    exports of the space are used up.
    """
    require("exports.request", by, consultation)
    if with_personal:
        require("exports.personal", by)
    taken = [one for one in offered(consultation) if one.key in datasets]
    if not taken or len(taken) != len(set(datasets)):
        raise RuleBroken("datasets", _("Choisissez au moins un jeu de données de la liste."), "datasets")
    if not formats or set(formats) - FORMATS.keys():
        raise RuleBroken("formats", _("Choisissez au moins un format de la liste."), "formats")
    take_export()
    try:
        with transaction.atomic():
            export = Export.objects.create(
                consultation=consultation,
                datasets=[one.key for one in taken],
                labels=[f"{one.step.title} : {one.dataset.label}" for one in taken],
                formats=[name for name in FORMATS if name in formats],
                with_personal=with_personal,
                requested_by_id=by.pk,
            )
    except IntegrityError as error:
        message = _("Un de vos exports est déjà en préparation : attendez qu’il soit prêt, ou annulez-le.")
        raise RuleBroken("busy", message) from error
    record("exports.request", by=by, target=export, datasets=export.datasets, personal=with_personal)
    emit("export.asked", export_id=export.pk)
    return export


@transaction.atomic
def cancel_export(*, by: Actor, export: Export) -> Export:
    """Give up an export under way; the worker stops at its next rows and leaves nothing behind."""
    require("exports.cancel", by, export)
    held = Export.objects.select_for_update(of=("self",)).get(pk=export.pk)
    require("exports.cancel", by, held)  # it may just have ended
    held.state, held.run = State.CANCELLED, None
    held.save(update_fields=["state", "run"])
    record("exports.cancel", by=by, target=held)
    return held


@transaction.atomic
def download_export(*, by: Actor, export: Export) -> Export:
    """Note that someone has the file. Raises `NotAllowed` for whoever may not (any more)."""
    require("exports.download", by, export)
    record("exports.download", by=by, target=export, personal=export.with_personal)
    return export

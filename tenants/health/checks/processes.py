"""The broker, the worker of each queue, the clock: told by the last heartbeat that the clock asked for."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenants.console.models import Heartbeat
from tenants.console.queries.vitals import queue_lengths
from tenants.console.rules import SILENT_AFTER
from tenants.health.registry import Reading, Status
from tenants.health.rules import DEPTH


def read_broker() -> Reading:
    """Tell how many messages wait."""
    waiting = queue_lengths()
    if waiting is None:
        return Reading(
            status=Status.DOWN,
            says=_("Elle ne répond pas : le travail de fond attend, rien n’est perdu."),
            advice=_("Redémarrez le service Redis ou Valkey, puis vérifiez REDIS_URL."),
        )
    return Reading(status=Status.FINE, says=_waiting(sum(waiting.values())))


def read_worker(queue: str) -> Reading:
    """Tell whether a queue is being worked on, and how much waits in it."""
    waiting, beats = queue_lengths(), _beats()
    depth = (waiting or {}).get(queue, 0)
    if _is_fresh(beats.get(queue)):
        if depth >= DEPTH:
            advice = _("Ajoutez un service « worker » sur cette file, ou attendez qu’elle se vide.")
            return Reading(status=Status.WATCH, says=_waiting(depth), advice=advice)
        return Reading(status=Status.FINE, says=_waiting(depth))
    if waiting is None or not (depth or any(_is_fresh(at) for at in beats.values())):
        # Nobody asks it anything: the broker or the clock is away, which has its own line.
        return Reading(
            status=Status.WATCH,
            says=_("On ne sait pas : rien ne lui est demandé."),
            advice=_("Remettez d’abord en marche la file d’attente et l’horloge."),
            since=beats.get(queue),
        )
    return Reading(
        status=Status.DOWN,
        says=_("Arrêté. %(waiting)s") % {"waiting": _waiting(depth)},
        advice=_("Redémarrez le service « worker » qui suit cette file."),
        since=beats.get(queue),
    )


def read_clock() -> Reading:
    """Tell the clock from the worker: a clock that runs fills the queues that nobody empties."""
    waiting, beats = queue_lengths(), _beats()
    if any(_is_fresh(at) for at in beats.values()):
        return Reading(status=Status.FINE, says=_("Elle bat."))
    last = max(beats.values(), default=None)
    if waiting is None:
        advice = _("Remettez d’abord en marche la file d’attente.")
        says = _("On ne sait pas : la file d’attente ne répond pas.")
        return Reading(status=Status.WATCH, says=says, advice=advice, since=last)
    if any(waiting.values()):
        advice = _("Remettez d’abord en marche le service « worker ».")
        return Reading(status=Status.WATCH, says=_("Elle bat, mais personne ne la suit."), advice=advice, since=last)
    return Reading(
        status=Status.DOWN,
        says=_("Arrêtée : plus rien n’est demandé."),
        advice=_("Redémarrez le service « beat »."),
        since=last,
    )


def _beats() -> dict[str, datetime]:
    return dict(Heartbeat.objects.values_list("queue", "at"))


def _is_fresh(at: datetime | None) -> bool:
    return at is not None and timezone.now() - at <= SILENT_AFTER


def _waiting(count: int) -> str:
    if not count:
        return _("Rien n’attend.")
    return ngettext("%(count)d message attend.", "%(count)d messages attendent.", count) % {"count": count}

"""Do the services answer? What cannot be asked directly (the worker, the clock) is told by its last sign of life."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime

import redis
from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from platform_core.background.tasks import QUEUES
from tenants.console.measures import size_in_words
from tenants.console.models import Heartbeat
from tenants.console.registry import watched
from tenants.console.rules import SILENT_AFTER

FULL = 0.9  # of the disk: beyond, it is time to act


@dataclass(frozen=True)
class Service:
    """One service: does it answer, and what is known of it in a sentence."""

    slug: str
    name: str | Promise
    works: bool
    says: str | Promise
    at: datetime | None = None


def services() -> list[Service]:
    """Return the state of the database (which answers, since this is read), broker, worker, clock and disk."""
    waiting = queue_lengths()
    pulse = Heartbeat.objects.aggregate(newest=Max("at"))["newest"]
    alive = set(Heartbeat.objects.filter(at__gte=timezone.now() - SILENT_AFTER).values_list("queue", flat=True))
    return [
        Service("database", _("Base de données"), works=True, says=_("Elle répond.")),
        _broker(waiting),
        _worker(waiting, alive, pulse),
        _clock(waiting, alive, pulse),
        _disk(),
        *(service() for service in watched()),
    ]


def queue_lengths() -> dict[str, int] | None:
    """Return how many messages wait in each queue, `None` when the broker does not answer."""
    try:
        with redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1) as client:
            return {queue: int(client.llen(queue)) for queue in QUEUES}
    except redis.RedisError:
        return None


def _broker(waiting: dict[str, int] | None) -> Service:
    name = _("File d’attente")
    if waiting is None:
        return Service("broker", name, works=False, says=_("Elle ne répond pas : le travail de fond attend."))
    total = sum(waiting.values())
    if not total:
        return Service("broker", name, works=True, says=_("Elle répond, rien n’attend."))
    said = ngettext("Elle répond, %(count)d message attend.", "Elle répond, %(count)d messages attendent.", total)
    return Service("broker", name, works=True, says=said % {"count": total})


def _worker(waiting: dict[str, int] | None, alive: set[str], pulse: datetime | None) -> Service:
    name = _("Travail de fond")
    silent = [queue for queue in QUEUES if queue not in alive]
    if not silent:
        return Service("worker", name, works=True, says=_("Il travaille sur toutes les files."), at=pulse)
    if waiting is None:
        return Service("worker", name, works=False, says=_("Inconnu : la file d’attente ne répond pas."), at=pulse)
    if len(silent) < len(QUEUES):
        says = str(_("Rien ne vient de ces files : %(queues)s. Vérifiez les services « worker ».")) % {
            "queues": ", ".join(silent)
        }
        return Service("worker", name, works=False, says=says, at=pulse)
    if any(waiting.values()):
        return Service(
            "worker",
            name,
            works=False,
            says=_("Arrêté : des messages attendent. Redémarrez le service « worker »."),
            at=pulse,
        )
    return Service("worker", name, works=False, says=_("Inconnu : rien ne lui est demandé."), at=pulse)


def _clock(waiting: dict[str, int] | None, alive: set[str], pulse: datetime | None) -> Service:
    """Tell the clock from the worker: a clock that runs fills the queues that nobody empties."""
    name = _("Horloge")
    if alive:
        return Service("clock", name, works=True, says=_("Elle bat."), at=pulse)
    if waiting is None:
        return Service("clock", name, works=False, says=_("Inconnu : la file d’attente ne répond pas."), at=pulse)
    if any(waiting.values()):
        return Service("clock", name, works=True, says=_("Elle bat, mais personne ne la suit."), at=pulse)
    return Service(
        "clock",
        name,
        works=False,
        says=_("Arrêtée : plus rien n’est demandé. Redémarrez le service « beat »."),
        at=pulse,
    )


def _disk() -> Service:
    name = _("Disque des fichiers")
    try:
        usage = shutil.disk_usage(settings.MEDIA_ROOT)
    except OSError:
        return Service("disk", name, works=True, says=_("Aucun fichier n’a encore été déposé."))
    says = str(_("%(free)s libres sur %(total)s.")) % {
        "free": size_in_words(usage.free),
        "total": size_in_words(usage.total),
    }
    return Service("disk", name, works=usage.used < FULL * usage.total, says=says)

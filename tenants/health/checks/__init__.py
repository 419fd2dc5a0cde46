"""What is watched by itself; siblings and higher layers register what they add (see `registry`)."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from platform_core.background.tasks import QUEUES
from tenants.health.checks import backups, machine, mail, processes, spaces
from tenants.health.registry import Check, register_check

WORKERS = {
    "urgent": _("Travail de fond, file « urgent »"),
    "default": _("Travail de fond, file « default »"),
    "bulk": _("Travail de fond, file « bulk »"),
}


def register_checks() -> None:
    """Declare them, in the order of the page."""
    register_check(Check(slug="web", name=_("Site (ce processus)"), read=machine.read_web, order=10))
    register_check(Check(slug="database", name=_("Base de données"), read=machine.read_database, order=20))
    register_check(Check(slug="cache", name=_("Cache"), read=machine.read_cache, order=24))
    register_check(Check(slug="broker", name=_("File d’attente"), read=processes.read_broker, order=28))
    for rank, queue in enumerate(QUEUES):
        read = partial(processes.read_worker, queue)
        register_check(Check(slug=f"worker-{queue}", name=WORKERS[queue], read=read, order=30 + rank))
    register_check(Check(slug="beat", name=_("Horloge"), read=processes.read_clock, order=36))
    register_check(Check(slug="outbox", name=_("Travaux à faire"), read=spaces.read_outbox, order=40))
    register_check(Check(slug="mail", name=_("E-mails"), read=mail.read_mail, order=50))
    register_check(Check(slug="smtp", name=_("Serveur d’envoi"), read=mail.read_server, order=52, live=False))
    register_check(Check(slug="disk", name=_("Disque des fichiers"), read=machine.read_disk, order=60))
    register_check(Check(slug="schemas", name=_("Mise à jour des espaces"), read=spaces.read_schemas, order=70))
    register_check(Check(slug="backups", name=_("Sauvegardes"), read=backups.read_backups, order=80))

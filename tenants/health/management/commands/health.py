"""`manage.py health`: how everything is, for a supervisor or a timer; works when the worker does not."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from platform_core.access import System
from platform_core.background.tasks import URGENT
from platform_core.outbox.relay import deliver_due
from tenants.health.operations import note_readings
from tenants.health.queries import read_all, worst
from tenants.health.registry import Status
from tenants.spaces.scopes import platform

CODES = {Status.FINE: 0, Status.WATCH: 1, Status.DOWN: 2}


class Command(BaseCommand):
    help = "Dit comment va la plateforme. Code de sortie : 0 en ordre, 1 à surveiller, 2 en panne."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument(
            "--tell",
            action="store_true",
            help="prévenir les opérateurs par e-mail, sans le service « worker » : à lancer par une horloge du système",
        )

    def handle(self, *args: Any, tell: bool, **options: Any) -> None:
        """Print one line a thing that is watched; fails with the code of the gravest."""
        try:
            with platform():
                found = read_all()
                if tell:
                    note_readings(by=System("health"), readings=found)
                    deliver_due(URGENT)  # the letters leave from here: the worker may be what is down
        except Error as error:
            self.stdout.write("down   database: elle ne répond pas")
            message = "La base de données ne répond pas."
            raise CommandError(message, returncode=CODES[Status.DOWN]) from error
        for check, reading in found:
            self.stdout.write(f"{reading.status.value:<6} {check.slug}: {reading.says} {reading.advice}".rstrip())
        code = CODES[worst([reading for _check, reading in found])]
        if code:
            message = "Tout n’est pas en ordre."
            raise CommandError(message, returncode=code)

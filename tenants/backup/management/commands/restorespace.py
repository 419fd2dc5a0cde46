"""Bring a space back to what it was: beside the live one first, then the switch, then back if need be."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from platform_core.errors import RuleBroken
from tenants.arrivals.printing import table_of
from tenants.backup.models import Restoration
from tenants.backup.queries import folder, good_backups, restoration_of
from tenants.backup.restoring import finish, restore_beside, switch
from tenants.console.commands import actor, space_labelled
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Restaure un espace à côté de lui-même ; puis --switch le met en service, --back revient, --finish efface l’autre."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("label", help="sous-domaine de l’espace")
        parser.add_argument("--backup", type=int, help="numéro de la sauvegarde ; la dernière par défaut")
        parser.add_argument("--file", help="fichier de sauvegarde, s’il vient d’ailleurs")
        steps = parser.add_mutually_exclusive_group()
        steps.add_argument("--switch", action="store_true", help="mettre la version restaurée en service")
        steps.add_argument("--back", action="store_true", help="remettre en service la version d’avant")
        steps.add_argument("--finish", action="store_true", help="effacer la version qui n’est pas en service")

    def handle(self, *args: Any, label: str, **options: Any) -> None:
        """Do one step, and say the next."""
        begun = monotonic()
        try:
            with platform():
                space = space_labelled(label)
                if options["switch"] or options["back"]:
                    self._on(space, partial(switch, back=options["back"]))
                    self.stdout.write("C’est en service. « --back » revient à l’autre version, « --finish » l’efface.")
                elif options["finish"]:
                    self._on(space, finish)
                    self.stdout.write("L’autre version est effacée.")
                else:
                    self._beside(space, options["backup"], options["file"])
        except (OSError, RuleBroken) as error:
            raise CommandError(getattr(error, "message", str(error))) from error
        self.stdout.write(f"{monotonic() - begun:.1f} s")

    def _beside(self, space: Space, number: int | None, file: str | None) -> None:
        backup = good_backups(space).filter(**({"pk": number} if number else {})).first()
        if backup is None and not file:
            message = "Cet espace n’a pas cette sauvegarde."
            raise CommandError(message)
        path = Path(file) if file else folder() / (backup.name if backup else "")
        for line in table_of(restore_beside(space, path, by=actor("restorespace")), "sauvegarde", "restaurée"):
            self.stdout.write(line)
        self.stdout.write("Restaurée à côté, identique à la sauvegarde ; rien n’a changé pour personne.")
        self.stdout.write(f"Pour la mettre en service : manage.py restorespace {space.label} --switch")

    def _on(self, space: Space, step: Callable[..., None]) -> None:
        restoration: Restoration | None = restoration_of(space)
        if restoration is None:
            message = "Aucune restauration de cet espace n’est ouverte."
            raise CommandError(message)
        step(restoration, by=actor("restorespace"))

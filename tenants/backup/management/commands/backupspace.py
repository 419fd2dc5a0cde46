"""Back up a space now."""

from __future__ import annotations

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from platform_core.errors import RuleBroken
from tenants.backup.making import make_backup
from tenants.backup.queries import folder
from tenants.console.commands import space_labelled
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Sauvegarde un espace tout de suite, dans un fichier chiffré relu en entier."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("label", help="sous-domaine de l’espace")

    def handle(self, *args: Any, label: str, **options: Any) -> None:
        """Make it, and say where it is."""
        begun = monotonic()
        with platform():
            try:
                backup = make_backup(space_labelled(label))
            except (OSError, RuleBroken) as error:
                raise CommandError(getattr(error, "message", str(error))) from error
        self.stdout.write(f"Sauvegarde n° {backup.pk} : {folder() / backup.name}")
        seconds = monotonic() - begun
        self.stdout.write(f"{backup.rows} lignes, {backup.files} fichiers, {backup.size} octets, {seconds:.1f} s")

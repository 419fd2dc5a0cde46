"""Check an archive from end to end, without making anything of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.archive.checking import check_archive
from tenants.archive.refusals import ArchiveRefused
from tenants.console.commands import printable
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Vérifie une archive d’espace en entier, sans rien créer. Code de sortie 1 si elle est refusée."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("file", help="chemin de l’archive")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        """Say what it holds, or why it is refused."""
        try:
            with platform(), Path(file).open("rb") as opened:
                checked = check_archive(opened)
        except (OSError, ArchiveRefused) as error:
            raise CommandError(getattr(error, "message", str(error))) from error
        manifest = checked.manifest
        self.stdout.write(f"Espace : « {printable(str(checked.facts['name']))} » ({printable(manifest.former_host)})")
        self.stdout.write(f"Faite le {printable(manifest.made_at)}, format {manifest.written_version}")
        self.stdout.write(
            f"{len(manifest.tables)} tables, {manifest.rows} lignes, {manifest.files} fichiers, "
            f"{manifest.missing} manquants"
        )
        self.stdout.write(f"Sceau : {manifest.seal}")
        self.stdout.write("Archive intacte.")

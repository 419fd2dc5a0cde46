"""Write the archive of a space in a file, without its team's page. The space's own log says so."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from platform_core.audit.log import record
from tenants.archive.registry import PORTABLE
from tenants.archive.writing import write_archive
from tenants.console.commands import actor, space_labelled
from tenants.spaces.scopes import entered, platform


class Command(BaseCommand):
    help = "Écrit l’archive complète d’un espace dans un fichier. Le journal de l’espace et celui de la plateforme le disent."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("label", help="sous-domaine de l’espace")
        parser.add_argument("file", help="fichier à écrire ; il ne doit pas exister")

    def handle(self, *args: Any, label: str, file: str, **options: Any) -> None:
        """Write it, readable by its owner alone."""
        by = actor("exportspace")
        with platform():
            space = space_labelled(label)
            record("archive.write", by=by, target=space)
            with entered(space):
                record("archive.write", by=by)
            try:
                descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except OSError as error:
                raise CommandError(str(error)) from error
            with os.fdopen(descriptor, "wb") as out:
                written = write_archive(out, space, profile=PORTABLE)
        size = Path(file).stat().st_size
        self.stdout.write(
            f"{written.rows} lignes, {written.files} fichiers, {written.missing} manquants, {size} octets"
        )
        self.stdout.write(f"Sceau : {written.seal}")

"""Compare two spaces, or an archive and a space."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.archive.checking import check_archive
from tenants.archive.comparing import compare, digests_in, digests_of
from tenants.archive.refusals import ArchiveRefused
from tenants.archive.registry import PORTABLE
from tenants.archive.rows import Digest
from tenants.arrivals.printing import table_of
from tenants.console.commands import space_labelled
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Compare un espace à une archive ou à un autre espace, table par table. Code de sortie 1 s’ils diffèrent."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("left", help="une archive (chemin finissant par .zip) ou le sous-domaine d’un espace")
        parser.add_argument("right", help="le sous-domaine d’un espace")

    def handle(self, *args: Any, left: str, right: str, **options: Any) -> None:
        """Print a line a table, then the verdict."""
        with platform():
            lines = compare(self._digests(left), self._digests(right))
        for each in table_of(lines, left, right):
            self.stdout.write(each)
        if odd := [line.name for line in lines if not line.same]:
            message = f"Différents : {', '.join(odd)}"
            raise CommandError(message)
        self.stdout.write("Identiques.")

    def _digests(self, named: str) -> dict[str, Digest]:
        if not named.endswith(".zip"):
            return digests_of(space_labelled(named), PORTABLE)
        try:
            with Path(named).open("rb") as file:
                return digests_in(check_archive(file))
        except (OSError, ArchiveRefused) as error:
            raise CommandError(getattr(error, "message", str(error))) from error

"""Make a new space of an archive, here and now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from platform_core.errors import RuleBroken
from tenants.arrivals.models import UNDER_WAY, Arrival
from tenants.arrivals.operations import request_arrival
from tenants.arrivals.printing import table_of
from tenants.arrivals.receiving import receive
from tenants.console.commands import actor
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Importe une archive comme un nouvel espace, et le compare à l’archive avant de l’ouvrir."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("file", help="chemin de l’archive")
        parser.add_argument("--label", required=True, help="sous-domaine du nouvel espace")

    def handle(self, *args: Any, file: str, label: str, **options: Any) -> None:
        """Take up what an interrupted command left at that address, else begin; print the comparison."""
        path = Path(file).resolve()
        with platform():
            try:
                arrival = Arrival.objects.filter(
                    label=label, path=str(path), state__in=UNDER_WAY
                ).first() or request_arrival(
                    by=actor("importspace"), label=label, path=path, name=path.name, in_background=False
                )
            except RuleBroken as error:
                raise CommandError(error.message) from error
            lines = receive(arrival, by=actor("importspace"))
            arrival.refresh_from_db()
            if lines is None:
                raise CommandError(arrival.error or "Une autre reprise est en cours à cette adresse.")
            for each in table_of(lines, "archive", "espace"):
                self.stdout.write(each)
            self.stdout.write(f"Identique. L’espace est ouvert : {arrival.space.url if arrival.space else ''}")
            self.stdout.write(
                f"Les liens personnels envoyés par {arrival.former_host} ne valent rien ici ; "
                "les adresses complètes écrites dans les textes y mènent toujours."
            )

"""List the spaces."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tenants.console.commands import printable
from tenants.console.measures import size_in_words
from tenants.console.queries.spaces import found_spaces
from tenants.spaces.models import State
from tenants.spaces.rules import PREPARING
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Donne la liste des espaces : sous-domaine, état, type, taille, dernière activité, échecs, nom."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the filters."""
        parser.add_argument("words", nargs="*", help="mots du nom, sous-domaine, numéro ou adresse e-mail")
        parser.add_argument("--state", choices=[*State.values, PREPARING], default="", help="un seul état")

    def handle(self, *args: Any, words: list[str], state: str, **options: Any) -> None:
        """Write one line a space."""
        with platform():
            for each in found_spaces(q=" ".join(words), state=state).iterator():
                found: Any = each  # size_bytes and failed are added by the query
                active = f"{found.last_activity_at:%Y-%m-%d %H:%M}" if found.last_activity_at else "–"
                cells = [
                    f"{found.label:<40}",
                    f"{found.stage:<12}",
                    f"{found.kind:<12}",
                    f"{size_in_words(found.size_bytes):>10}",
                    f"{active:<16}",
                    f"{found.failed or 0:>4}",
                    printable(found.name),
                ]
                self.stdout.write("  ".join(cells))

"""Read the platform's log."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tenants.console.commands import actor, printable, space_labelled
from tenants.console.operations import note_export
from tenants.console.queries.journal import all_lines, entries
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Écrit le journal de la plateforme, une ligne JSON par action, la plus récente d’abord."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the filters."""
        parser.add_argument("--space", default="", help="sous-domaine d’un espace")
        parser.add_argument("--action", default="", help="une seule action, comme « spaces.suspend »")

    def handle(self, *args: Any, space: str, action: str, **options: Any) -> None:
        """Write them, and that they were read."""
        with platform():
            found = entries(action=action, space=space_labelled(space).pk if space else None)
            rows = 0
            for rows, line in enumerate(all_lines(found), start=1):  # noqa: B007 (their number is kept)
                told = {
                    "at": line.at.isoformat(),
                    "action": line.action,
                    "by": line.actor,
                    "target": line.space.label if line.space else line.target,
                    "details": line.details,
                }
                self.stdout.write(printable(json.dumps(told, ensure_ascii=False)))
            filters = {name: value for name, value in (("espace", space), ("action", action)) if value}
            note_export(by=actor("journal"), table="journal", filters=filters, rows=rows)

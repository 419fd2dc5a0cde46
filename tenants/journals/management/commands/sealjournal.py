"""Seal now the days of the logs that are over, and remove what is older than a year."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from platform_core.audit.operations import seal_days
from tenants.console.commands import actor
from tenants.journals.operations import purge_journal
from tenants.spaces.queries import each_living
from tenants.spaces.scopes import entered, platform


class Command(BaseCommand):
    help = "Scelle tout de suite les jours écoulés de tous les journaux (la nuit le fait d’elle-même)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("--purge", action="store_true", help="retirer aussi les lignes de plus d’un an")

    def handle(self, *args: Any, purge: bool, **options: Any) -> None:
        """Do so of the platform's, then of each space's."""
        by, now = actor("sealjournal"), timezone.now()
        with platform():
            days = seal_days(by=by, at=now)
            spaces = list(each_living())
            for space in spaces:
                with entered(space):
                    days += seal_days(by=by, at=now)
            gone = sum(purge_journal(by=by, space=each, at=now) for each in [None, *spaces]) if purge else 0
        self.stdout.write(f"{days} jours scellés, {gone} lignes retirées.")

"""Make the platform read-only."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from platform_core.errors import RuleBroken
from tenants.console.commands import actor
from tenants.pauses.operations import begin_pause
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Met toute la plateforme en lecture seule ; « resumeplatform » la lève."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("--reason", required=True, help="pourquoi et jusqu’à quand : tout le monde le lit")

    def handle(self, *args: Any, reason: str, **options: Any) -> None:
        """Do it on the platform, or say why not."""
        with platform():
            try:
                begin_pause(by=actor("pauseplatform"), reason=reason)
            except RuleBroken as error:
                raise CommandError(error.message) from error
        self.stdout.write("La plateforme est en lecture seule.")

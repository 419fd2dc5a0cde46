"""Let everybody write again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from platform_core.errors import RuleBroken
from tenants.console.commands import actor
from tenants.pauses.operations import end_pause
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Lève la lecture seule de la plateforme."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it on the platform, or say why not."""
        with platform():
            try:
                end_pause(by=actor("resumeplatform"))
            except RuleBroken as error:
                raise CommandError(error.message) from error
        self.stdout.write("Tout le monde peut de nouveau écrire.")

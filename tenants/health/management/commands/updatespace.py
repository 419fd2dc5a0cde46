"""Bring one space that lags to the version of the code."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.console.commands import actor, space_labelled
from tenants.health.updating import bring_up
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Met à jour un seul espace en retard (« checkspaces » les nomme) ; « prepare » les met tous à jour."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("label", help="sous-domaine de l’espace")

    def handle(self, *args: Any, label: str, **options: Any) -> None:
        """Do it here and now; fails, and says why, when a migration does."""
        with platform():
            space = space_labelled(label)
            error = bring_up(by=actor("updatespace"), space=space)
        if error:
            message = f"{space.label} : {error}"
            raise CommandError(message, returncode=3)
        self.stdout.write(f"{space.label} est à jour (version {space.schema_version}).")

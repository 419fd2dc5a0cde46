"""Give a space another address."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from platform_core.errors import RuleBroken
from tenants.console.commands import actor, space_labelled
from tenants.lifecycle.operations import rename_space
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Change l’adresse d’un espace. L’ancienne mène à la nouvelle pendant un an, son équipe est prévenue."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("label", help="sous-domaine de l’espace")
        parser.add_argument("new_label", help="nouveau sous-domaine")

    def handle(self, *args: Any, label: str, new_label: str, **options: Any) -> None:
        """Do it on the platform, or say why not."""
        with platform():
            space = space_labelled(label)
            try:
                rename_space(by=actor("renamespace"), space=space, label=new_label)
            except RuleBroken as error:
                raise CommandError(error.message) from error
        self.stdout.write(f"{label} est maintenant à l’adresse {space.host}.")

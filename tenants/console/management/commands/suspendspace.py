"""Suspend a space."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from platform_core.errors import RuleBroken
from tenants.console.commands import actor, space_labelled
from tenants.spaces.operations import suspend_space
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Suspend un espace : il ferme aussitôt, son équipe est prévenue."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("label", help="sous-domaine de l’espace")
        parser.add_argument("--reason", required=True, help="motif, lu par l’équipe de l’espace")

    def handle(self, *args: Any, label: str, reason: str, **options: Any) -> None:
        """Do it."""
        with platform():
            space = space_labelled(label)
            try:
                suspend_space(by=actor("suspendspace"), space=space, reason=reason)
            except RuleBroken as error:
                raise CommandError(error.message) from error
            self.stdout.write(f"{space.label} est suspendu.")

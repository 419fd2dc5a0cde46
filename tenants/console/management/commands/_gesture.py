"""What the commands that change the state of one space share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from platform_core.errors import RuleBroken
from tenants.console.commands import actor, space_labelled
from tenants.spaces.scopes import platform


class SpaceCommand(BaseCommand):
    """A command on one space, with the reason that is kept in the log and sent to its team."""

    operation: Callable[..., Any]
    said = ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("label", help="sous-domaine de l’espace")
        parser.add_argument("--reason", required=True, help="motif, envoyé à l’équipe et gardé au journal")

    def handle(self, *args: Any, label: str, reason: str, **options: Any) -> None:
        """Do it on the platform, or say why not."""
        name = type(self).__module__.rpartition(".")[2]
        with platform():
            space = space_labelled(label)
            try:
                type(self).operation(by=actor(name), space=space, reason=reason)
            except RuleBroken as error:
                raise CommandError(error.message) from error
        self.stdout.write(self.said.format(label=space.label))

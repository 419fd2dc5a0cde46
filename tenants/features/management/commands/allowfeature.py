"""Allow, or no longer, a way of taking part in a space."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from platform_core.errors import RuleBroken
from tenants.console.commands import actor, space_labelled
from tenants.features.operations import allow_feature, refuse_feature
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Permet une façon de participer dans un espace ; avec --refuse et un motif, ne la permet plus."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("label", help="sous-domaine de l’espace")
        parser.add_argument("feature", help="la façon de participer, comme « surveys »")
        parser.add_argument("--refuse", metavar="MOTIF", help="ne plus la permettre ; l’équipe lit le motif")

    def handle(self, *args: Any, label: str, feature: str, refuse: str | None, **options: Any) -> None:
        """Do it on the platform, or say why not."""
        with platform():
            space, by = space_labelled(label), actor("allowfeature")
            try:
                if refuse is None:
                    allow_feature(by=by, space=space, slug=feature)
                else:
                    refuse_feature(by=by, space=space, slug=feature, reason=refuse)
            except RuleBroken as error:
                raise CommandError(error.message) from error
        self.stdout.write(f"{space.label}, {feature} : {'permise' if refuse is None else 'non permise'}.")

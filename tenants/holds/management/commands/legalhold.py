"""Put a space under legal hold, or lift it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from platform_core.errors import RuleBroken
from tenants.console.commands import actor, space_labelled
from tenants.holds.models import Hold
from tenants.holds.operations import lift_hold, set_hold
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Met un espace sous conservation légale (il ne peut plus être supprimé), ou la lève."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("label", help="sous-domaine de l’espace")
        parser.add_argument("--reason", required=True, help="motif, gardé au journal")
        parser.add_argument("--lift", action="store_true", help="lever la conservation")

    def handle(self, *args: Any, label: str, reason: str, lift: bool, **options: Any) -> None:
        """Do it."""
        with platform():
            space = space_labelled(label)
            try:
                self.stdout.write(_lift(space, reason) if lift else _set(space, reason))
            except RuleBroken as error:
                raise CommandError(error.message) from error


def _set(space: Space, reason: str) -> str:
    set_hold(by=actor("legalhold"), space=space, reason=reason)
    return f"{space.label} est sous conservation légale."


def _lift(space: Space, reason: str) -> str:
    hold = Hold.objects.filter(space=space, lifted_at=None).first()
    if hold is None:
        message = f"{space.label} n’est pas sous conservation légale."
        raise CommandError(message)
    lift_hold(by=actor("legalhold"), hold=hold, reason=reason)
    return f"La conservation de {space.label} est levée."

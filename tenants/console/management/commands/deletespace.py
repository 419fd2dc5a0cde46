"""Delete a space, for good."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from platform_core.errors import RuleBroken
from tenants.console.commands import actor, printable, space_labelled
from tenants.spaces.models import Space
from tenants.spaces.operations import delete_space
from tenants.spaces.scopes import platform

REFUSED = 4  # exit code: nothing was deleted, because the rules keep the space


class Command(BaseCommand):
    help = (
        "Supprime un espace et tout ce qu’il contient, sans retour. Seul le journal en garde la trace. "
        "Code de sortie 4 : l’espace est sous conservation légale, rien n’est supprimé."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("label", help="sous-domaine de l’espace")
        parser.add_argument("--reason", required=True, help="motif, gardé au journal")
        parser.add_argument("--confirm", default="", help="le nom technique de l’espace, au lieu de la question")

    def handle(self, *args: Any, label: str, reason: str, confirm: str, **options: Any) -> None:
        """Ask for the schema's name, which nobody types by mistake, then delete."""
        if not reason.strip():
            msg = "Indiquez le motif."
            raise CommandError(msg)
        with platform():
            space = space_labelled(label)
            if (confirm or self._ask(space)) != space.schema_name:
                msg = "Ce n’est pas son nom technique : rien n’est supprimé."
                raise CommandError(msg)
            try:
                delete_space(by=actor("deletespace"), space=space, reason=reason, at_once=True)
            except RuleBroken as error:  # under legal hold, or its state does not allow it
                raise CommandError(error.message, returncode=REFUSED) from error
            self.stdout.write(f"{space.label} ({space.schema_name}) est supprimé.")

    def _ask(self, space: Space) -> str:
        self.stdout.write(f"{space.label} : « {printable(space.name)} », {space.get_state_display()}.")
        self.stdout.write("Ses contributions, ses comptes et ses fichiers seront perdus.")
        return input(f"Pour confirmer, tapez {space.schema_name} : ").strip()

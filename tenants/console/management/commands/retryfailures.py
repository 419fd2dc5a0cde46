"""Name the work that failed, and have it done again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tenants.console.commands import actor, space_labelled
from tenants.console.operations import retry_kind, retry_kind_everywhere
from tenants.console.queries.failures import failed_kinds, failed_on_platform
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Nomme les travaux en échec, ou relance tous ceux d’une sorte : partout, dans un espace, sur la plateforme."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("kind", nargs="?", help="la sorte de travail, comme « mail.send »")
        parser.add_argument("--space", help="sous-domaine d’un seul espace ; « - » pour la plateforme")

    def handle(self, *args: Any, kind: str | None, space: str | None, **options: Any) -> None:
        """Write one line a kind, or relaunch and count."""
        with platform():
            if kind is None:
                for one in failed_kinds():
                    self.stdout.write(f"{one.consumer} : {one.count} dans {one.spaces} espace(s)")
                self.stdout.write(f"plateforme : {failed_on_platform()}")
            elif space is None:
                asked = retry_kind_everywhere(by=actor("retryfailures"), consumer=kind)
                self.stdout.write(f"Relancé dans {asked} espace(s).")
            else:
                chosen = None if space == "-" else space_labelled(space)
                again = retry_kind(by=actor("retryfailures"), space=chosen, consumer=kind)
                self.stdout.write(f"{again} travail(aux) relancé(s).")

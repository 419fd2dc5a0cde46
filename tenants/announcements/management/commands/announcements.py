"""List the announcements, withdraw one, have its letters tried again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from platform_core.errors import RuleBroken
from tenants.announcements.models import Announcement
from tenants.announcements.operations import retry_letters, withdraw_announcement
from tenants.announcements.queries import announcements, progress
from tenants.console.commands import actor, printable
from tenants.spaces.scopes import platform

SHOWN = 50


class Command(BaseCommand):
    help = "Liste les annonces aux équipes (dates UTC) ; en retire une, ou relance ses e-mails en échec."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        gestures = parser.add_mutually_exclusive_group()
        gestures.add_argument("--withdraw", type=int, metavar="N", help="retirer l’annonce n° N")
        gestures.add_argument("--retry", type=int, metavar="N", help="relancer les e-mails en échec de l’annonce n° N")

    def handle(self, *args: Any, withdraw: int | None, retry: int | None, **options: Any) -> None:
        """Do it on the platform, or write one line each, the last to begin first."""
        with platform():
            try:
                if withdraw is not None:
                    withdraw_announcement(by=actor("announcements"), announcement=_numbered(withdraw))
                    self.stdout.write(f"L’annonce n° {withdraw} est retirée.")
                elif retry is not None:
                    again = retry_letters(by=actor("announcements"), announcement=_numbered(retry))
                    self.stdout.write(f"Relancée pour {again} espace(s).")
                else:
                    for one in announcements()[:SHOWN]:
                        self.stdout.write("  ".join(_cells(one)))
            except RuleBroken as error:
                raise CommandError(error.message) from error


def _numbered(number: int) -> Announcement:
    found = Announcement.objects.filter(pk=number).first()
    if found is None:
        message = "Aucune annonce n’a ce numéro. La commande « announcements » les donne toutes."
        raise CommandError(message)
    return found


def _cells(one: Announcement) -> list[str]:
    counts = progress(one) if one.with_letter else {}
    letters = f"{counts['told']} prévenus, {counts['waiting'] + counts['failed']} non" if counts else "sans e-mail"
    dates = f"{one.starts_at:%Y-%m-%d %H:%M} – {one.ends_at:%Y-%m-%d %H:%M}"
    state = (
        "retirée" if one.is_withdrawn else "terminée" if one.is_over else "affichée" if one.has_begun else "à venir"
    )
    return [str(one.pk), dates, f"{state:<9}", printable(one.audience), letters, printable(one.title)]

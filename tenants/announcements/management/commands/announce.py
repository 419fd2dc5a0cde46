"""Write an announcement to teams, or write anew one that has not begun."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from platform_core.errors import RuleBroken
from tenants.announcements.forms import ALL, NAMED, AnnouncementForm
from tenants.announcements.models import Announcement, Level
from tenants.announcements.operations import change_announcement, publish_announcement
from tenants.console.commands import actor
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Écrit une annonce en haut des pages des équipes ; le texte (Markdown) se lit sur l’entrée standard avec « --body - »."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("title", help="titre")
        parser.add_argument("--until", required=True, help="fin, heure de Paris : 2026-12-01T18:00")
        parser.add_argument("--from", dest="start", default="", help="début ; tout de suite par défaut")
        parser.add_argument("--body", default="", help="texte, ou « - » pour l’entrée standard")
        parser.add_argument("--level", choices=Level.values, default=Level.INFO)
        parser.add_argument(
            "--group", default=ALL, help="groupe d’espaces : kind-commune, plan-open… ; tous par défaut"
        )
        parser.add_argument("--space", action="append", default=[], help="sous-domaine d’un espace ; à répéter")
        parser.add_argument("--letter", action="store_true", help="envoyer aussi un e-mail aux administrateurs")
        parser.add_argument("--change", type=int, help="numéro d’une annonce à venir, réécrite")

    def handle(self, *args: Any, title: str, change: int | None, **options: Any) -> None:
        """Check it as the page does, then write it."""
        with platform():
            form = AnnouncementForm(_given(title, options))
            if not form.is_valid():
                faults = (f"{name} : {said.as_text()}" for name, said in form.errors.items())
                raise CommandError("\n".join(faults))
            try:
                number = self._write(form, change)
            except RuleBroken as error:
                raise CommandError(error.message) from error
        self.stdout.write(f"Annonce n° {number}, pour : {form.words().audience}")

    def _write(self, form: AnnouncementForm, change: int | None) -> int:
        by = actor("announce")
        if change is None:
            return publish_announcement(by=by, words=form.words()).pk
        found = Announcement.objects.filter(pk=change).first()
        if found is None:
            message = "Aucune annonce n’a ce numéro. La commande « announcements » les donne toutes."
            raise CommandError(message)
        change_announcement(by=by, announcement=found, words=form.words())
        return found.pk


def _given(title: str, options: dict[str, Any]) -> dict[str, Any]:
    body = sys.stdin.read() if options["body"] == "-" else options["body"]
    named = options["space"]
    return {
        "title": title,
        "body": body,
        "level": options["level"],
        "starts_at": options["start"],
        "ends_at": options["until"],
        "audience": NAMED if named else options["group"],
        "labels": "\n".join(named),
        "with_letter": options["letter"],
    }

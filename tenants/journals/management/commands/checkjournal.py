"""Compare logs with their seals."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from platform_core.audit.checking import Report
from tenants.console.commands import actor, space_labelled
from tenants.journals.operations import check_journal
from tenants.journals.wording import fault_in_words
from tenants.spaces.models import Space
from tenants.spaces.queries import each_living
from tenants.spaces.scopes import platform

CHANGED = 3  # exit code


class Command(BaseCommand):
    help = "Compare les journaux avec leurs sceaux : celui de la plateforme et ceux des espaces, ou d’un seul (code 3 si l’un diffère)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("label", nargs="?", help="sous-domaine d’un espace ; « - » pour la plateforme seule")

    def handle(self, *args: Any, label: str | None, **options: Any) -> None:
        """Write one line a log, and each fault; fails when there is one."""
        with platform():
            chosen = _chosen(label)
            wrong = sum(not self._check(space) for space in chosen)
        if wrong:
            message = f"{wrong} journal(aux) sur {len(chosen)} ne sont plus comme ils ont été scellés."
            raise CommandError(message, returncode=CHANGED)

    def _check(self, space: Space | None) -> bool:
        name = space.label if space else "plateforme"
        report = check_journal(by=actor("checkjournal"), space=space)
        self.stdout.write(f"{name} : {_told(report)}")
        for fault in report.faults:
            self.stdout.write(f"  {fault_in_words(fault.day, fault.kind, fault.entry)}")
        return report.is_good


def _chosen(label: str | None) -> list[Space | None]:
    if label is None:
        return [None, *each_living()]
    return [None if label == "-" else space_labelled(label)]


def _told(report: Report) -> str:
    if report.through is None:
        return "rien n’est encore scellé"
    state = "intact" if report.is_good else "MODIFIÉ"
    return f"{state}, {report.days} jours et {report.rows} lignes jusqu’au {report.through}, sceau {report.digest}"

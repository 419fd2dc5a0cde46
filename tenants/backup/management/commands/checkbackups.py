"""Say which spaces have no recent backup; for a watchdog."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tenants.archive.checking import check_archive
from tenants.archive.refusals import ArchiveRefused
from tenants.backup.making import reading
from tenants.backup.models import Backup
from tenants.backup.queries import folder, good_backups, late
from tenants.backup.watching import count_of_spaces
from tenants.console.commands import printable, space_labelled
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Liste les espaces sans bonne sauvegarde depuis 26 h (code de sortie 1), ou relit celles d’un espace."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("label", nargs="?", help="sous-domaine d’un espace dont on relit toutes les sauvegardes")

    def handle(self, *args: Any, label: str | None, **options: Any) -> None:
        """Look at dates, or read the files of one space from end to end."""
        with platform():
            if label:
                faults = [each for each in good_backups(space_labelled(label)) if not self._reads(each)]
                if faults:
                    message = f"{len(faults)} sauvegarde(s) illisible(s)."
                    raise CommandError(message)
                return
            if not settings.BACKUP_KEYS:
                message = "Aucune clé de sauvegarde n’est réglée : rien n’est sauvegardé."
                raise CommandError(message)
            behind = list(late(timezone.now()))
            for space in behind:
                self.stderr.write(f"{space.label} : {space.last_backup or 'jamais'}")
            if behind:
                message = f"{len(behind)} espace(s) sans bonne sauvegarde depuis 26 heures."
                raise CommandError(message)
            self.stdout.write(f"{count_of_spaces()} espaces, tous sauvegardés depuis moins de 26 heures.")

    def _reads(self, backup: Backup) -> bool:
        try:
            with reading(folder() / backup.name) as file:
                rows = check_archive(file).manifest.rows
        except (OSError, ArchiveRefused) as error:
            said = printable(getattr(error, "message", str(error)))
            self.stderr.write(f"{backup.pk} {backup.at:%Y-%m-%d %H:%M} ILLISIBLE {said}")
            return False
        self.stdout.write(f"{backup.pk} {backup.at:%Y-%m-%d %H:%M} {rows} lignes, {backup.size} octets")
        return True

"""`manage.py checkspaces`: which spaces lack a migration, read in their schemas and not in what is written of them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.spaces.migrating import histories_of, kept_spaces
from tenants.spaces.versions import known_migrations, known_version


class Command(BaseCommand):
    """Compare the migrations of every space with those of the code. Changes nothing."""

    help = "Nomme les espaces auxquels il manque une migration, ou qui en ont une que ce code ne connaît pas."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print one line for each space that differs; fails when one lacks a migration."""
        histories, late = histories_of(kept_spaces()), 0
        for space, names in sorted(histories.items(), key=lambda pair: pair[0].label):
            lacking, unknown = known_migrations() - names, names - known_migrations()
            late += bool(lacking)
            if lacking:
                self.stdout.write(f"{space.label} : il manque {', '.join(sorted(lacking))}")
            if unknown:
                self.stdout.write(f"{space.label} : en avance de {', '.join(sorted(unknown))}")
        if late:
            msg = f"{late} espace(s) en retard. « manage.py prepare » les met à jour."
            raise CommandError(msg, returncode=3)
        self.stdout.write(f"{len(histories)} espaces à jour (version {known_version()}).")

"""`manage.py prepare`: roles, schemas, migrations, snapshot, and the spaces that lag."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.spaces.migrating import migrate_spaces
from tenants.spaces.preparing import prepare

SOME_SPACES_LAG = 3  # exit code: the platform and the other spaces are ready, and may go into service


class Command(BaseCommand):
    """Bring the database up to the code's version. Safe to run again; run it at every deployment."""

    help = "Prépare la base de données : rôles, schémas, migrations de la plateforme et de chaque espace en retard."
    requires_system_checks: tuple[()] = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Prepare, then migrate the spaces that lag; fails at the end when one of them failed."""
        snapshot = prepare()
        failed = []
        for done, one in enumerate(migrate_spaces(), start=1):
            self.stdout.write(f"{done} {one.space.label} : {one.error or 'à jour'}")
            failed += [one.space.label] if one.error else []
        if failed:
            msg = f"Espaces non migrés : {', '.join(failed)}"
            raise CommandError(msg, returncode=SOME_SPACES_LAG)
        self.stdout.write(f"Base prête (version {snapshot.version[:12]}).")

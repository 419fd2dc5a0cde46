"""`manage.py seed_demo`: fill the platform with the demonstration, through the same operations as people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from deploy.demo.accounts import make_operator, sign_ins
from deploy.demo.loader import spaces
from deploy.demo.measuring import measure_all
from deploy.demo.seeding import seed_space


class Command(BaseCommand):
    help = "Remplit la plateforme avec la démonstration (sans danger si elle y est déjà)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Fill the spaces that are not there yet, and write how to sign in."""
        if not getattr(settings, "DEMO", False):
            raise CommandError("La démonstration ne s’installe pas en production.")
        operator = make_operator()
        for one in spaces():
            self.stdout.write(f"{one.name} : {seed_space(one)}")
        measure_all()
        path = Path(settings.RUN_DIR) / "demo-accounts.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sign_ins(operator), encoding="utf-8")

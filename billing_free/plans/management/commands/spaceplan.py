"""Choose the plan of a space, raise one of its limits for a time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from billing_free.plans.operations import choose_plan, raise_quota
from billing_free.quotas.table import QUOTAS, PlanName
from platform_core.errors import RuleBroken
from tenants.console.commands import actor, space_labelled
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Choisit le plan d’un espace, ou relève une de ses limites jusqu’à une date, avec un motif."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("label", help="sous-domaine de l’espace")
        parser.add_argument("--plan", choices=[one for one in PlanName.values if one != PlanName.CHOICE])
        parser.add_argument("--raise", dest="quota", choices=sorted(QUOTAS), help="la limite à relever")
        parser.add_argument("--limit", type=int, help="la nouvelle limite (octets pour les fichiers)")
        parser.add_argument("--until", type=date.fromisoformat, help="dernier jour : 2026-12-31")
        parser.add_argument("--reason", default="", help="motif, que l’équipe lit")

    def handle(self, *args: Any, label: str, **options: Any) -> None:
        """Do it on the platform, or say why not."""
        with platform():
            space = space_labelled(label)
            try:
                self.stdout.write(_done(space, options))
            except RuleBroken as error:
                raise CommandError(error.message) from error


def _done(space: Space, options: dict[str, Any]) -> str:
    by, quota = actor("spaceplan"), options["quota"]
    if options["plan"]:
        choose_plan(by=by, space=space, plan=options["plan"])
        return f"{space.label} : plan {options['plan']}."
    if not quota or options["limit"] is None or options["until"] is None:
        message = "Donnez --plan, ou --raise avec --limit, --until et --reason."
        raise CommandError(message)
    raised = raise_quota(
        by=by, space=space, quota=quota, limit=options["limit"], until=options["until"], reason=options["reason"]
    )
    return f"{space.label} : {quota} relevé à {raised.limit} jusqu’au {raised.until}."

"""What is measured for the history of quotas, and how quotas of every space are counted from rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Aggregate, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from billing_free.metering.meters import members
from billing_free.metering.queries import month_start
from billing_free.metering.registry import Meter
from billing_free.quotas.queries import used_this_month
from billing_free.quotas.registry import ROWS
from billing_free.quotas.table import API_CALLS, EMAILS, EXPORTS, MEMBERS, STORAGE
from platform_core.files.models import StoredFile
from platform_core.mail.models import Email


def letters_written() -> QuerySet[Email]:
    """Return the letters of the month: sent, or about to be."""
    return Email.objects.filter(created_at__gte=month_start(), dropped_at=None)


COUNTERS: dict[str, tuple[Callable[[], QuerySet[Any]], Aggregate]] = {
    MEMBERS: (members, ROWS),
    STORAGE: (StoredFile.objects.all, Sum("size")),
    EMAILS: (letters_written, ROWS),
}
METERS = [
    Meter(
        slug="exports",
        label=_("Exports du mois"),
        explanation=_("Les exports demandés par votre équipe depuis le premier du mois."),
        count=lambda: used_this_month(EXPORTS),
        monthly=True,
        order=70,
    ),
    Meter(
        slug="api_calls",
        label=_("Appels de programmes du mois"),
        explanation=_("Les demandes de programmes reliés à votre espace par un jeton, depuis le premier du mois."),
        count=lambda: used_this_month(API_CALLS),
        monthly=True,
        order=80,
    ),
]

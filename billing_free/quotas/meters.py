"""What is measured for the history of quotas, and how quotas of every space are counted from rows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from billing_free.metering.meters import count_file_bytes, count_members
from billing_free.metering.queries import month_start
from billing_free.metering.registry import Meter
from billing_free.quotas.queries import used_this_month
from billing_free.quotas.table import API_CALLS, EMAILS, EXPORTS, MEMBERS, STORAGE
from platform_core.mail.models import Email


def count_letters_written() -> int:
    """Count the letters of the month: sent, or about to be."""
    return Email.objects.filter(created_at__gte=month_start(), dropped_at=None).count()


COUNTERS = {MEMBERS: count_members, STORAGE: count_file_bytes, EMAILS: count_letters_written}
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

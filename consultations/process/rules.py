"""Rules that need no database."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from platform_core.errors import RuleBroken


def refuse_bad_period(opens_at: datetime, closes_at: datetime) -> None:
    """Raise `RuleBroken` unless the end comes after the opening (the table's constraint says the same)."""
    if closes_at <= opens_at:
        raise RuleBroken("dates", _("La fin doit être après l’ouverture."), "closes_at")

"""Where a consultation is in time, in the words of its public page. Computed at every question, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    """What people read on the badge of a consultation; the values are those of the addresses of filtered lists."""

    DRAFT = "brouillon", _("Brouillon")
    UPCOMING = "a-venir", _("À venir")
    OPEN = "en-cours", _("En cours")
    BETWEEN = "entre-deux-etapes", _("Entre deux étapes")
    OVER = "terminee", _("Terminée")
    ARCHIVED = "archivee", _("Archivée")


def phase_at(now: datetime, periods: Sequence[tuple[datetime, datetime]]) -> Phase:
    """Return the phase of a published consultation from the (opening, end) of its steps, in any order."""
    if any(opens_at <= now < closes_at for opens_at, closes_at in periods):
        return Phase.OPEN
    if not any(now < closes_at for _opens_at, closes_at in periods):
        return Phase.OVER
    return Phase.BETWEEN if any(closes_at <= now for _opens_at, closes_at in periods) else Phase.UPCOMING

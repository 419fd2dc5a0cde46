"""Reads of the seals: what waits for one."""

from __future__ import annotations

from datetime import UTC, datetime

from platform_core.audit.models import Entry, Seal
from platform_core.audit.sealing import last_sealable


def is_sealing_due(at: datetime) -> bool:
    """Tell whether a day waits for its seal. One cheap question, two where nothing was ever sealed."""
    last = Seal.objects.order_by("-day").values_list("day", flat=True).first()
    if last is None:
        first = Entry.objects.order_by("at").values_list("at", flat=True).first()
        return first is not None and first.astimezone(UTC).date() <= last_sealable(at)
    return bool(last < last_sealable(at))

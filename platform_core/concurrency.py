"""Two people, one form: the second to save is told that the first did, and loses nothing.

A form carries the fingerprint of what it showed; the operation compares it with the row it has locked. Only the fields of
that form count: two people who edit different pages of the same thing do not disturb each other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils.translation import gettext as _

from platform_core.errors import RuleBroken

CHANGED = "changed_meanwhile"


def fingerprint(rows: Sequence[Model], names: Iterable[str]) -> str:
    """Return a short text that changes when one of these fields does, in one of these rows, or their order."""
    wanted = sorted(names)
    values = [[getattr(row, _column(row, name)) for name in wanted] for row in rows]
    return hashlib.sha256(json.dumps(values, cls=DjangoJSONEncoder).encode()).hexdigest()[:20]


def refuse_if_changed(rows: Sequence[Model], names: Iterable[str], seen: str | None) -> None:
    """Raise `RuleBroken("changed_meanwhile")` when locked rows are no longer what the person saw.

    `seen` is the fingerprint of then; `None` (a program, a first fill) asks nothing.
    """
    if seen is not None and seen != fingerprint(rows, names):
        message = _(
            "Quelqu’un d’autre a enregistré cette page pendant que vous l’écriviez. Votre texte est toujours là : "
            "comparez, puis enregistrez à nouveau pour garder le vôtre."
        )
        raise RuleBroken(CHANGED, message)


def _column(row: Model, name: str) -> str:
    field = row._meta.get_field(name)
    return str(getattr(field, "attname", name))

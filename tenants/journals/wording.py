"""What is wrong with a log, in words."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from platform_core.audit.checking import Kind


def fault_in_words(day: date, kind: str, entry: int | None) -> str:
    """Return the day, what is wrong there, and the number of the entry."""
    sentences = {
        Kind.CHANGED: _("la ligne n° %(entry)s a été modifiée"),
        Kind.REMOVED: _("la ligne n° %(entry)s a disparu"),
        Kind.ADDED: _("la ligne n° %(entry)s a été ajoutée après coup"),
        Kind.SEAL: _("le sceau de ce jour n’est pas le nôtre"),
        Kind.GAP: _("le sceau de ce jour a disparu"),
        Kind.SHORT: _(
            "les sceaux ont été coupés ou refaits : celui de ce jour n’est plus celui que la plateforme connaît"
        ),
        Kind.PURGE: _("des lignes sont dites supprimées par l’âge, mais pas par nous"),
    }
    said = sentences[Kind(kind)] % {"entry": entry}
    return f"{date_format(day, 'j F Y')} : {said}"

"""Which spaces are under hold."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from platform_core import scope
from platform_core.access import Denial
from tenants.holds.models import Hold
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform


def all_holds() -> QuerySet[Hold]:
    """Return the holds with their spaces: those in force first, then the last ones set."""
    found: QuerySet[Hold] = Hold.objects.select_related("space").order_by(F("lifted_at").desc(nulls_first=True), "-pk")
    return found


def kept(space: Space) -> Denial | None:
    """Tell why a space cannot be deleted, `None` when no hold is in force. Asked from anywhere.

    Inside the space the reason is left out: an inquiry is not told to those whom it is about.
    """
    inside, hold = scope.in_space(), in_force(space)
    if hold is None:
        return None
    if inside:
        words = _(
            "Cet espace est sous conservation légale : rien n’y est supprimé pour le moment. L’opérateur de la plateforme vous répond."
        )
        return Denial("held", words)
    return Denial("held", _("Cet espace est sous conservation légale : %(reason)s") % {"reason": hold.reason})


def in_force(space: Space) -> Hold | None:
    """Return the hold that is not lifted, `None` for a space without. Asked from anywhere."""
    with platform():
        found: Hold | None = Hold.objects.filter(space=space, lifted_at=None).first()
    return found

"""Which spaces are under hold."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from platform_core.access import Denial
from tenants.holds.models import Hold
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform


def all_holds() -> QuerySet[Hold]:
    """Return the holds with their spaces: those in force first, then the last ones set."""
    found: QuerySet[Hold] = Hold.objects.select_related("space").order_by(F("lifted_at").desc(nulls_first=True), "-pk")
    return found


def kept(space: Space) -> Denial | None:
    """Tell why a space cannot be deleted, `None` when no hold is in force. Asked from anywhere."""
    with platform():
        hold = Hold.objects.filter(space=space, lifted_at=None).first()
    if hold is None:
        return None
    return Denial("held", _("Cet espace est sous conservation légale : %(reason)s") % {"reason": hold.reason})

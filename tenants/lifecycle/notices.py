"""What every page of a space says while it is read-only, or in preparation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from platform_core.access import may, roles_of
from platform_core.access.roles import TEAM
from platform_core.web.dates import long_day
from platform_core.web.notices import Notice
from tenants.lifecycle.letters import FATE
from tenants.spaces.models import Space, State
from tenants.spaces.rules import FROZEN

OPENING = "lifecycle:opening"


def notices(request: HttpRequest) -> Iterator[Notice]:
    """Say it to everybody when the space is archived, to its team when it is closed to the others."""
    here = getattr(request, "space", None)
    if not isinstance(here, Space):
        return
    if here.is_preparing and roles_of(request.user) & TEAM and request.path != reverse(OPENING):
        words = _("Votre espace n’est pas encore ouvert : vous seuls le voyez.")
        link = _("Ce qu’il reste à faire")
        yield Notice(template="lifecycle/preparing_notice.html", text=words, url=reverse(OPENING), link_label=link)
    if here.state not in FROZEN:
        return
    if here.state == State.ARCHIVED:
        yield Notice(text=_("Cet espace est archivé : tout se lit encore, plus rien ne s’y ajoute."), **_link(request))
    elif roles_of(request.user) & TEAM:
        yield Notice(kind="warning", **_closed(here), **_link(request))


def _closed(space: Space) -> dict[str, Any]:
    if space.delete_at:
        title = _("Cet espace sera supprimé le %(date)s") % {"date": long_day(space.delete_at)}
        return {"title": title, "text": _("Il est fermé au public. Exportez ce que vous voulez garder.")}
    text = _("Il est fermé au public. Vous pouvez lire et exporter, pas modifier.")
    return {"title": _("Cet espace est suspendu par l’opérateur"), "text": text}


def _link(request: HttpRequest) -> dict[str, Any]:
    """Return the link to the page where it is explained and undone, for who may."""
    if may("spaces.cancel_deletion", request.user, request.space) is not None:  # type: ignore[attr-defined]  # set by the middleware
        return {}
    return {"url": reverse(FATE), "link_label": _("Voir la vie de l’espace")}

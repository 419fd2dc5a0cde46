"""What every page of the team says while a limit is near or reached. It costs no statement: it came with the space."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing_free.plans.near import Near, known
from billing_free.quotas.queries import Level
from platform_core.access import roles_of
from platform_core.access.roles import TEAM
from platform_core.web.notices import Notice
from tenants.spaces.models import Space

PAGES = "/equipe/"  # of the team; visitors are told nothing


def notices(request: HttpRequest) -> Iterator[Notice]:
    """Say which limits are reached, then which are near, and what happens then. The page of usage says it itself."""
    here = getattr(request, "space", None)
    if not isinstance(here, Space) or not here.near_limits or here.is_frozen:
        return
    page = reverse("plans:usage")  # an address that the apex does not have
    if request.path == page or not request.path.startswith(PAGES) or not roles_of(request.user) & TEAM:
        return
    found, page = known(here.near_limits), reverse("plans:usage")
    if request.path == page:
        return
    for say, level in ((_full, Level.FULL), (_near, Level.WARNED)):
        concerned = [one for one in found if one.level == level]
        if concerned:
            yield say(concerned, page)


def _full(found: list[Near], page: str) -> Notice:
    title = ngettext(
        "Une limite de votre espace est atteinte : %(names)s",
        "Des limites de votre espace sont atteintes : %(names)s",
        len(found),
    )
    names = ", ".join(str(one.quota.label) for one in found)
    return _notice("danger", title % {"names": names}, _then(found) or str(found[0].quota.full), page)


def _near(found: list[Near], page: str) -> Notice:
    title = ngettext(
        "Votre espace approche d’une limite : %(names)s",
        "Votre espace approche de plusieurs limites : %(names)s",
        len(found),
    )
    share = _("%(name)s (%(percent)s %%)")
    names = ", ".join(share % {"name": one.quota.label, "percent": one.percent} for one in found)
    return _notice(
        "warning",
        title % {"names": names},
        _then(found) or _("À 100 %% : %(full)s") % {"full": found[0].quota.full},
        page,
    )


def _then(found: list[Near]) -> str:
    """Return what to say of several limits at once; of one, what happens when it is reached says it all."""
    if len(found) == 1:
        return ""
    return _("Aucune concertation en cours n’est coupée. La page « Usage » dit ce qui se passe pour chacune.")


def _notice(kind: str, title: str, text: str, page: str) -> Notice:
    return Notice(kind=kind, title=title, text=text, url=page, link_label=_("Voir l’usage et demander plus"))

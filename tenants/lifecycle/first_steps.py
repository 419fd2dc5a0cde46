"""The last of a team's first steps: residents are invited, once the space is open, and the first one came."""

from __future__ import annotations

from django.db.models import Exists, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from platform_core.access.roles import TEAM
from platform_core.accounts.models import Invitation, User
from platform_core.web.menus import for_roles
from platform_core.web.onboarding import FirstStep


def somebody_came(_request: HttpRequest) -> Q:
    """Tell whether somebody who is not of the team was invited, or has an account."""
    return Q(Exists(User.objects.filter(roles=[], is_active=True))) | Q(Exists(Invitation.objects.filter(roles=[])))


def waits(request: HttpRequest) -> str:
    """Tell that nobody can be invited to a space that is not open."""
    preparing = getattr(getattr(request, "space", None), "is_preparing", False)
    return _("Possible dès que l’espace est ouvert au public.") if preparing else ""


INVITE = FirstStep(
    slug="invite",
    order=50,
    title=gettext_lazy("Inviter les habitants"),
    why=gettext_lazy(
        "Bulletin, affiche, e-mail : sans annonce, personne ne vient. Coché dès qu’une première personne est invitée ou inscrite."
    ),
    action=gettext_lazy("Faire connaître l’espace"),
    url_name="lifecycle:share",
    done=somebody_came,
    shown=for_roles(*TEAM),
    waits=waits,
)

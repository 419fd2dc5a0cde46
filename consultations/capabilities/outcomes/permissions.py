"""Who may answer officially."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consultations.process.models import Contribution
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role


@permission("outcomes.answer")
def answer(actor: Actor, contribution: Contribution) -> Denial | None:
    """Answer a contribution that is shown, at any time: an administrator of the space."""
    if not contribution.is_public:
        return Denial("not_public", _("Cette contribution n’est plus publique."))
    return has_role(actor, Role.ADMINISTRATOR)

"""Who may import."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consultations.process.models import State, Step
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role


@permission("imports.make")
def make(actor: Actor, step: Step) -> Denial | None:
    """Bring a file into a step, whatever its dates: an administrator; not into an archived consultation."""
    if step.consultation.state == State.ARCHIVED:
        return Denial("archived", _("Cette concertation est archivée : elle ne se modifie plus."))
    return has_role(actor, Role.ADMINISTRATOR)

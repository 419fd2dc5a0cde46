"""Who may report and who may moderate."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consultations.process.models import Contribution
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role, signed_in
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role


@permission("moderation.report")
def report(actor: Actor, contribution: Contribution) -> Denial | None:
    """Report a public contribution that is not one's own, at any time."""
    if refusal := signed_in(actor):
        return refusal
    if contribution.author_id == actor.pk:
        return Denial("own", _("C’est votre contribution : vous pouvez la modifier ou la retirer."))
    if not contribution.is_public:
        return Denial("not_public", _("Cette contribution n’est plus publique."))
    return None


@permission("moderation.decide")
def decide(actor: Actor, contribution: Contribution) -> Denial | None:
    """Hide, keep or restore: a moderator, but never of one's own contribution."""
    if refusal := has_role(actor, Role.MODERATOR):
        return refusal
    if contribution.author_id == actor.pk:
        return Denial("own", _("Vous ne pouvez pas modérer votre propre contribution : demandez à un·e collègue."))
    return None

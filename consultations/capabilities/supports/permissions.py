"""Who may support what, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consultations.process.models import Contribution
from consultations.process.permissions import step_open
from platform_core.access.actors import Actor
from platform_core.access.conditions import signed_in
from platform_core.access.permissions import Denial, permission


@permission("supports.add")
def add(actor: Actor, contribution: Contribution) -> Denial | None:
    """Support a contribution: signed in, its step open, and not one's own."""
    if not contribution.step.supports_enabled:
        return Denial("disabled", _("Les soutiens ne sont pas ouverts pour cette étape."))
    if not contribution.is_public:
        return Denial("not_public", _("Cette contribution n’est plus publique."))
    if refusal := step_open(contribution.step) or signed_in(actor):
        return refusal
    if contribution.author_id == actor.pk:
        return Denial("own", _("Votre contribution compte déjà : ce sont les autres qui la soutiennent."))
    return None


@permission("supports.remove")
def remove(actor: Actor, contribution: Contribution) -> Denial | None:
    """Take a support back, while the step is open: afterwards the count is what it was at closing."""
    return step_open(contribution.step) or signed_in(actor)

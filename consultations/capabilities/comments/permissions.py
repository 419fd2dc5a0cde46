"""Who may comment what, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consultations.process.models import Contribution
from consultations.process.permissions import own, step_open
from platform_core.access.actors import Actor
from platform_core.access.conditions import signed_in
from platform_core.access.permissions import Denial, permission


@permission("comments.add")
def add(actor: Actor, target: Contribution) -> Denial | None:
    """Comment a public contribution while its step is open."""
    if not target.step.comments_enabled:
        return Denial("disabled", _("Les commentaires ne sont pas ouverts pour cette étape."))
    if not target.is_public:
        return Denial("not_public", _("Cette contribution n’est plus publique."))
    return step_open(target.step) or signed_in(actor)


@permission("comments.edit")
def edit(actor: Actor, comment: Contribution) -> Denial | None:
    """Change one's own comment while the step is open."""
    return own(actor, comment) or step_open(comment.step)


@permission("comments.withdraw")
def withdraw(actor: Actor, comment: Contribution) -> Denial | None:
    """Take back one's own comment."""
    return own(actor, comment)

"""Who may follow what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consultations.process.models import Consultation, Contribution
from platform_core.access.actors import Actor
from platform_core.access.conditions import signed_in
from platform_core.access.permissions import Denial, permission


@permission("follows.follow")
def follow(actor: Actor, target: Consultation | Contribution) -> Denial | None:
    """Follow what everybody may see; at any time, since answers come after the end."""
    if refusal := signed_in(actor):
        return refusal
    hidden = target.is_draft if isinstance(target, Consultation) else not target.is_public
    if hidden:
        return Denial("not_public", _("On ne suit que ce qui est public."))
    return None


@permission("follows.unfollow", when_frozen=True)
def unfollow(actor: Actor, target: Consultation | Contribution) -> Denial | None:
    """Stop following, whatever became of it."""
    return signed_in(actor)


@permission("follows.announce")
def announce(actor: Actor) -> Denial | None:
    """Tell those who follow: only the platform itself, after an event."""
    return Denial("platform_only", _("Les annonces suivent ce qui se passe, personne ne les envoie."))

"""Who may add files, and read them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor, roles_of
from platform_core.access.conditions import has_role, signed_in
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import TEAM, Role
from platform_core.files.models import StoredFile


@permission("files.store")
def store(actor: Actor) -> Denial | None:
    """Add a file: whoever has an account (what it is joined to has its own rules)."""
    return signed_in(actor)


@permission("files.read", when_frozen=True, to_support=True)
def read(actor: Actor, stored: StoredFile) -> Denial | None:
    """Read a file: public ones, everybody; others, their owner and the team."""
    if stored.is_public or roles_of(actor) & TEAM or (actor.is_authenticated and actor.pk == stored.owner_id):
        return None
    return Denial("private_file", _("Ce fichier n’est pas public."))


@permission("files.publish")
def publish(actor: Actor, stored: StoredFile) -> Denial | None:
    """Open one file to everybody: its owner, by joining it to what they publish."""
    if actor.is_authenticated and actor.pk == stored.owner_id:
        return signed_in(actor)
    return Denial("not_yours", _("Ce fichier n’est pas le vôtre."))


@permission("files.share")
def share(actor: Actor) -> Denial | None:
    """Open files to everybody: whoever publishes."""
    return has_role(actor, Role.ADMINISTRATOR)

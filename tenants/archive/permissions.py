"""Who may have the whole space in a file."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role
from tenants.archive.models import Archive, State


@permission("archive.request", when_frozen=True)
def request(actor: Actor) -> Denial | None:
    """Ask for the archive: administrators."""
    return has_role(actor, Role.ADMINISTRATOR)


@permission("archive.cancel", when_frozen=True)
def cancel(actor: Actor, archive: Archive) -> Denial | None:
    """Give up an archive under way: any administrator."""
    if refusal := has_role(actor, Role.ADMINISTRATOR):
        return refusal
    if not archive.is_under_way:
        return Denial("over", _("Cette archive n’est plus en préparation."))
    return None


@permission("archive.discard", when_frozen=True)
def discard(actor: Actor, archive: Archive) -> Denial | None:
    """Remove the file before its time: any administrator."""
    if refusal := has_role(actor, Role.ADMINISTRATOR):
        return refusal
    return None if archive.is_ready else Denial("no_file", _("Il n’y a pas de fichier à effacer."))


@permission("archive.download", when_frozen=True)
def download(actor: Actor, archive: Archive) -> Denial | None:
    """Have the file: the administrator who asked for it, and nobody else; asked anew at each download."""
    if refusal := has_role(actor, Role.ADMINISTRATOR):
        return refusal
    if archive.requested_by_id != actor.pk:
        return Denial("not_yours", _("Seule la personne qui a demandé cette archive peut la télécharger."))
    if archive.state == State.EXPIRED:
        return Denial("expired", _("Cette archive est effacée. Demandez-en une nouvelle."))
    return None if archive.is_ready else Denial("not_ready", _("Cette archive n’est pas prête."))


@permission("archive.build")
def build(actor: Actor) -> Denial | None:
    """Build and remove: only the platform itself."""
    return Denial("platform_only", _("Les archives sont préparées par la plateforme."))

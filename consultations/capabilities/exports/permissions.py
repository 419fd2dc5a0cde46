"""Who may export what, and have the file."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consultations.capabilities.exports.models import Export, State
from consultations.process.models import Consultation, Phase
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role


@permission("exports.request", when_frozen=True)
def request(actor: Actor, consultation: Consultation) -> Denial | None:
    """Ask for an export: analysts and administrators."""
    return has_role(actor, Role.ANALYST)


@permission("exports.personal", when_frozen=True)
def personal(actor: Actor) -> Denial | None:
    """Have personal data in an export: administrators only."""
    if has_role(actor, Role.ADMINISTRATOR):
        return Denial("personal", _("Les données personnelles sont réservées aux administrateurs de l’espace."))
    return None


@permission("exports.cancel", when_frozen=True)
def cancel(actor: Actor, export: Export) -> Denial | None:
    """Cancel an export under way: whoever asked for it, or an administrator."""
    if refusal := has_role(actor, Role.ANALYST) or _theirs(actor, export):
        return refusal
    if not export.is_under_way:
        return Denial("over", _("Cet export n’est plus en préparation."))
    return None


@permission("exports.download", when_frozen=True)
def download(actor: Actor, export: Export) -> Denial | None:
    """Have the file: whoever asked for it, or an administrator; asked anew at each download."""
    if refusal := has_role(actor, Role.ANALYST) or _theirs(actor, export):
        return refusal
    if export.with_personal and (refusal := personal(actor)):
        return refusal
    if export.state == State.EXPIRED:
        return Denial("expired", _("Cet export a expiré : son fichier est effacé. Demandez-en un nouveau."))
    if not export.is_ready:
        return Denial("not_ready", _("Cet export n’est pas prêt."))
    return None


@permission("exports.open_data", when_frozen=True, to_support=True)
def open_data(actor: Actor, consultation: Consultation) -> Denial | None:
    """Have the open data of a consultation: everybody, once it is over."""
    if consultation.phase not in {Phase.OVER, Phase.ARCHIVED}:
        return Denial("not_over", _("Les données ouvertes sont publiées à la fin de la concertation."))
    return None


@permission("exports.build")
def build(actor: Actor) -> Denial | None:
    """Build, publish, expire: only the platform itself."""
    return Denial("platform_only", _("Les exports sont préparés par la plateforme."))


def _theirs(actor: Actor, export: Export) -> Denial | None:
    if export.requested_by_id != actor.pk and has_role(actor, Role.ADMINISTRATOR):
        return Denial("not_yours", _("Cet export a été demandé par quelqu’un d’autre."))
    return None

"""Structures on whose behalf people contribute: declare one, join it, leave it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.accounts import letters
from platform_core.accounts.models import Structure, StructureInvitation, StructureMember, StructureRequest, User
from platform_core.accounts.queries import answerable_for
from platform_core.accounts.seals import new_secret, seal
from platform_core.audit.log import record
from platform_core.background.tasks import URGENT
from platform_core.errors import RuleBroken
from platform_core.identifiers import Problem, identify
from platform_core.mail.letters import send_letter

INVITATIONS_A_DAY = 20  # by one person: beyond, it is a mailing


@transaction.atomic
def create_structure(*, by: User, name: str, identifier: str = "", **facts: str) -> Structure:
    """Declare a structure; whoever does is its first member. `facts`: commune, website, about.

    Raises `RuleBroken` for a number that is wrong, or that another structure of the space has.
    """
    require("accounts.create_structure", by)
    structure = Structure(name=name, created_by=by, **facts)
    _save(structure, identifier)
    StructureMember.objects.create(structure=structure, user=by)
    record("accounts.create_structure", by=by, target=structure)
    return structure


@transaction.atomic
def describe_structure(*, by: User, structure: Structure, identifier: str, **facts: str) -> None:
    """Change what a structure says of itself. Raises `RuleBroken` as `create_structure`."""
    require("accounts.manage_structure", by, structure)
    for name, value in facts.items():
        setattr(structure, name, value)
    _save(structure, identifier)
    record("accounts.describe_structure", by=by, target=structure, fields=sorted(facts))


@transaction.atomic
def request_structure(*, by: User, structure: Structure) -> StructureRequest:
    """Ask the members to be one of them; they are written to. Asking twice asks once. Raises `RuleBroken` for a member."""
    require("accounts.join_structure", by, structure)
    if structure.members.filter(pk=by.pk).exists():
        raise RuleBroken("already_member", _("Vous contribuez déjà au nom de cette structure."))
    asked, is_new = StructureRequest.objects.get_or_create(structure=structure, user=by, answered_at=None)
    if is_new:
        for member in answerable_for(structure):
            key = f"accounts.structure_request:{asked.pk}:{member.pk}"
            send_letter(letters.structure_request(by, structure), to=member.email, key=key)
        record("accounts.request_structure", by=by, target=structure)
    return asked


@transaction.atomic
def answer_structure_request(*, by: User, structure: Structure, asked: StructureRequest, accept: bool) -> None:
    """Accept or refuse somebody who asks to speak for a structure, and tell them. Raises `RuleBroken` once answered."""
    require("accounts.manage_structure", by, structure)
    held = structure.requests.select_for_update().filter(pk=asked.pk, answered_at=None).first()
    if held is None:
        raise RuleBroken("answered", _("Un autre membre a déjà répondu à cette demande."))
    held.answered_at, held.answered_by, held.is_accepted = timezone.now(), by, accept
    held.save(update_fields=["answered_at", "answered_by", "is_accepted"])
    if accept:
        StructureMember.objects.get_or_create(structure=structure, user=held.user)
    letter = letters.structure_answer(structure, accepted=accept)
    send_letter(letter, to=held.user.email, key=f"accounts.structure_answer:{held.pk}")
    record("accounts.answer_structure_request", by=by, target=structure, person=held.user_id, accepted=accept)


@transaction.atomic
def invite_to_structure(*, by: User, structure: Structure, email: str) -> None:
    """Invite somebody to speak for a structure; a second invitation replaces the first. Raises `RuleBroken` for a member."""
    require("accounts.manage_structure", by, structure)
    address = email.strip().lower()
    if structure.members.filter(email__iexact=address).exists():
        raise RuleBroken("already_member", _("Cette personne contribue déjà au nom de la structure."), "email")
    yesterday = timezone.now() - timedelta(days=1)
    if StructureInvitation.objects.filter(invited_by=by, created_at__gt=yesterday).count() >= INVITATIONS_A_DAY:
        raise RuleBroken(
            "too_many", _("Vous avez envoyé beaucoup d’invitations aujourd’hui : reprenez demain."), "email"
        )
    structure.invitations.filter(email__iexact=address, accepted_at=None).delete()
    secret = new_secret()
    invitation = StructureInvitation.objects.create(
        structure=structure,
        email=address,
        secret_hash=seal(secret),
        invited_by=by,
        expires_at=timezone.now() + letters.INVITATION_LIFE,
    )
    letter = letters.structure_invitation(by, structure, secret)
    key = f"accounts.structure_invitation:{invitation.secret_hash[:24]}"
    send_letter(letter, to=address, key=key, queue=URGENT)
    record("accounts.invite_to_structure", by=by, target=structure, invitation=invitation.pk)


@transaction.atomic
def accept_structure_invitation(*, by: User, invitation: StructureInvitation) -> Structure:
    """Join a structure with the link that a member sent. Raises `RuleBroken("invitation")` when it opens nothing more."""
    require("accounts.answer_structure_invitation", by)
    held = StructureInvitation.objects.select_for_update().get(pk=invitation.pk)
    if not held.is_pending:
        raise RuleBroken("invitation", _("Cette invitation a déjà servi ou n’est plus valable."))
    held.accepted_at = timezone.now()
    held.save(update_fields=["accepted_at"])
    StructureMember.objects.get_or_create(structure=held.structure, user=by)
    record("accounts.accept_structure_invitation", by=by, target=held.structure)
    return held.structure


@transaction.atomic
def leave_structure(*, by: User, structure: Structure) -> None:
    """Speak no more for a structure. What one contributed in its name stays in its name."""
    require("accounts.manage_structure", by, structure)
    StructureMember.objects.filter(structure=structure, user=by).delete()
    record("accounts.leave_structure", by=by, target=structure)


def _save(structure: Structure, typed: str) -> None:
    structure.identifier = _number(typed)
    if Structure.objects.filter(name__iexact=structure.name).exclude(pk=structure.pk).exists():
        message = _("Une structure de ce nom existe déjà ici : demandez à la rejoindre, ou ajoutez la commune au nom.")
        raise RuleBroken("name_taken", message, "name")
    try:
        with transaction.atomic():
            structure.save()
    except IntegrityError as error:
        other: Any = Structure.objects.filter(identifier=structure.identifier).first()
        message = _("« %(name)s » a déjà ce numéro ici : demandez plutôt à la rejoindre.") % {"name": other}
        raise RuleBroken("number_taken", message, "identifier") from error


def _number(typed: str) -> str:
    if not typed.strip():
        return ""
    found = identify(typed)
    if isinstance(found, Problem):
        raise RuleBroken(found.code, str(found.message), "identifier")
    return found.value

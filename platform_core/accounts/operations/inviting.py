"""Invite participants: an address or a pasted list. They have no role; their letter opens the account of its address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.accounts import letters
from platform_core.accounts.models import Invitation, User
from platform_core.accounts.seals import new_secret, seal
from platform_core.audit.log import record
from platform_core.background.tasks import BULK
from platform_core.errors import RuleBroken
from platform_core.mail.letters import send_letters

MOST = 200  # addresses at a time
MOST_WAITING = 2000  # invitations without an answer, in a space
SHOWN = 5  # of what was not understood
LINES = re.compile(r"[\n\r,;]+")
ADDRESS = re.compile(r"[^\s<>()\"'\[\]]+@[^\s<>()\"'\[\]]+")  # in « Prénom Nom <adresse> » too


@dataclass(frozen=True)
class Invited:
    """How many were written to, and how many were left alone: they have an account, or were invited already."""

    sent: int
    known: int
    waiting: int


@transaction.atomic
def invite_participants(*, by: Actor, addresses: str) -> Invited:
    """Invite everybody of a list (lines, commas or semicolons between addresses; names around them are ignored).

    Raises `RuleBroken` for what is no address, a list too long, or too many invitations without an answer.
    """
    require("accounts.invite_participants", by)
    wanted = _addresses(addresses)
    known = set(User.objects.filter(email__in=wanted).values_list("email", flat=True))
    unanswered = Invitation.objects.filter(accepted_at=None, revoked_at=None)
    late = unanswered.filter(email__in=wanted, expires_at__lte=timezone.now())
    late.update(revoked_at=timezone.now())
    waiting = set(unanswered.filter(email__in=wanted).values_list("email", flat=True)) - known
    fresh = [one for one in wanted if one not in known | waiting]
    if unanswered.filter(roles=[]).count() + len(fresh) > MOST_WAITING:
        sentence = _("Trop d’invitations attendent une réponse : annulez celles qui ne servent plus.")
        raise RuleBroken("too_many_waiting", sentence, "addresses")
    _send(fresh, by)
    record("accounts.invite_participants", by=by, sent=len(fresh), known=len(known), waiting=len(waiting))
    return Invited(len(fresh), len(known), len(waiting))


def _addresses(typed: str) -> list[str]:
    found: dict[str, None] = {}
    strange = []
    for line in LINES.split(typed):
        addresses = [one.strip(".").lower() for one in ADDRESS.findall(line)]
        if line.strip() and not (addresses and all(_is_address(one) for one in addresses)):
            strange.append(line.strip()[:60])
        found.update(dict.fromkeys(addresses))
    if strange:
        sentence = _("Ceci n’est pas une adresse e-mail : %(what)s. Corrigez ou effacez, puis recommencez.")
        what = " ; ".join(strange[:SHOWN]) + ("…" if len(strange) > SHOWN else "")
        raise RuleBroken("not_addresses", sentence % {"what": what}, "addresses")
    if len(found) > MOST:
        sentence = _("200 adresses au plus à la fois : envoyez la liste en plusieurs fois.")
        raise RuleBroken("too_many", sentence, "addresses")
    return list(found)


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _send(addresses: list[str], by: Actor) -> None:
    secrets = {address: new_secret() for address in addresses}
    ends = timezone.now() + letters.INVITATION_LIFE
    rows = [
        Invitation(email=address, roles=[], secret_hash=seal(secret), invited_by_id=by.pk, expires_at=ends)
        for address, secret in secrets.items()
    ]
    try:
        with transaction.atomic():
            Invitation.objects.bulk_create(rows)
    except IntegrityError as error:
        sentence = _("Quelqu’un vient d’inviter les mêmes personnes : rechargez la page.")
        raise RuleBroken("already_invited", sentence, "addresses") from error
    inviter = by if isinstance(by, User) else None
    written = {
        letters.invitation_key(row): (letters.participant_invitation(inviter, secrets[row.email]), row.email)
        for row in rows
    }
    send_letters(written, queue=BULK)

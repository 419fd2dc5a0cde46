"""The operator's side, from the platform. What is written goes into the space, and into both logs."""

from __future__ import annotations

import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import System, require
from platform_core.access.actors import Actor
from platform_core.accounts.models import User
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from tenants.spaces.models import Space
from tenants.spaces.rules import LIVING
from tenants.spaces.scopes import entered
from tenants.support import letters
from tenants.support.models import SupportAccess, Way
from tenants.support.queries import seal
from tenants.support.rules import LINK_LASTS, LOG_NAME, LONGEST_BREAK_GLASS, SHORTEST_REASON

OPERATORS = System(LOG_NAME)


@transaction.atomic
def ask_access(*, by: Actor, space: Space, reason: str) -> SupportAccess:
    """Ask the team to let one in. Raises `RuleBroken` without a reason, or when one has already asked."""
    require("support.ask", by, space)
    if not reason.strip():
        raise RuleBroken("reason", _("Dites à l’équipe pourquoi vous voulez entrer."), "reason")
    _must_live(space)
    name = _name_of(by)
    with entered(space):
        try:
            with transaction.atomic():
                access = SupportAccess.objects.create(
                    way=Way.CONSENT, operator=by.pk, operator_name=name, reason=reason.strip()
                )
        except IntegrityError as error:
            raise RuleBroken(
                "asked", _("Vous avez déjà demandé à entrer : l’équipe n’a pas encore répondu.")
            ) from error
        record("support.ask", by=OPERATORS, target=access, operator=by.pk, reason=access.reason)
    record("support.ask", by=by, target=space, access=access.pk, reason=access.reason)
    letters.say_asked(space, access)
    return access


@transaction.atomic
def break_glass(*, by: Actor, space: Space, reason: str) -> SupportAccess:
    """Take the right to come in for two hours without waiting; the team is told at once.

    Raises `RuleBroken("reason")` for a reason that says too little.
    """
    require("support.break_glass", by, space)
    if len(reason.strip()) < SHORTEST_REASON:
        sentence = _("Dites en une phrase ce qui ne peut pas attendre (%(count)d caractères au moins).")
        raise RuleBroken("reason", sentence % {"count": SHORTEST_REASON}, "reason")
    _must_live(space)
    name, now = _name_of(by), timezone.now()
    with entered(space):
        access = SupportAccess.objects.create(
            way=Way.BREAK_GLASS,
            operator=by.pk,
            operator_name=name,
            reason=reason.strip(),
            given_at=now,
            until=now + LONGEST_BREAK_GLASS,
        )
        record("support.break_glass", by=OPERATORS, target=access, operator=by.pk, reason=access.reason)
    record("support.break_glass", by=by, target=space, access=access.pk, reason=access.reason)
    letters.say_broken(space, access)
    return access


@transaction.atomic
def open_entry(*, by: Actor, space: Space, access: SupportAccess) -> str:
    """Return the secret of a link that leads in once, within five minutes; former links of the access are worth nothing.

    Raises `NotAllowed` for another operator's access, `RuleBroken("over")` for one that lets in no more.
    """
    require("support.open", by, access)
    name, secret = _name_of(by), secrets.token_urlsafe(32)
    with entered(space):
        access = SupportAccess.objects.select_for_update().get(pk=access.pk)
        if not access.is_open or access.operator not in {None, by.pk}:
            raise RuleBroken("over", _("Cet accès n’est pas ouvert, ou ne l’est plus."))
        access.operator, access.operator_name = by.pk, name
        access.secret_hash, access.secret_until = seal(secret), timezone.now() + LINK_LASTS
        access.save(update_fields=["operator", "operator_name", "secret_hash", "secret_until"])
    record("support.open", by=by, target=space, access=access.pk)
    return secret


def _must_live(space: Space) -> None:
    if space.state not in LIVING:
        raise RuleBroken("state", _("Cet espace n’est pas en service."))


def _name_of(by: Actor) -> str:
    """Return how the team reads who it is: the public name, and the number that the log keeps."""
    operator = User.objects.filter(pk=by.pk).first()
    number = _("opérateur n° %(number)s") % {"number": by.pk}
    return f"{operator.public_name[:50]} ({number})" if operator and operator.public_name else number

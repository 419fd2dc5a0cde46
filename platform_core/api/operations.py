"""Make a token, close it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.accounts.models import User
from platform_core.api.models import ApiToken
from platform_core.api.queries import hashed, open_tokens
from platform_core.api.scopes import Scope
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.mail.letters import Letter, send_letter
from platform_core.scope import absolute_url

MARK = "cec_"  # lets programs that look for secrets left in code recognise ours
RANDOM_BYTES = 32
SHOWN = 12  # characters of the secret that stay readable: the mark and 8 of 43
MOST = 10  # open tokens a person
LONGEST = 366  # days


@transaction.atomic
def create_token(*, by: User, name: str, scopes: Sequence[str], days: int) -> tuple[ApiToken, str]:
    """Make a token valid for `days`; return it with its secret, which is nowhere else. The owner is told by e-mail.

    Raises `NotAllowed`; `RuleBroken` for an unknown scope, a duration out of bounds, or too many tokens.
    """
    require("tokens.create", by)
    if not scopes or not set(scopes) <= set(Scope.values):
        raise RuleBroken("scopes", _("Choisissez au moins un droit dans la liste."), "scopes")
    if not 1 <= days <= LONGEST:
        raise RuleBroken("days", _("Choisissez une durée dans la liste."), "days")
    User.objects.select_for_update().get(pk=by.pk)  # one after the other: the number below stays true
    if open_tokens(by).count() >= MOST:
        raise RuleBroken("too_many", _("Vous avez déjà 10 jetons : fermez ceux qui ne servent plus."))
    secret = MARK + secrets.token_urlsafe(RANDOM_BYTES)
    token = ApiToken.objects.create(
        owner=by,
        name=name,
        prefix=secret[:SHOWN],
        secret_hash=hashed(secret),
        scopes=sorted(set(scopes)),
        sign_out_count=by.sign_out_count,
        expires_at=timezone.now() + timedelta(days=days),
    )
    record("tokens.create", by=by, target=token, scopes=token.scopes, days=days)
    _tell(token)
    return token, secret


@transaction.atomic
def revoke_token(*, by: Actor, token: ApiToken) -> ApiToken:
    """Close a token at once; closing it again changes nothing. Raises `NotAllowed`."""
    require("tokens.revoke", by, token)
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record("tokens.revoke", by=by, target=token)
    return token


def _tell(token: ApiToken) -> None:
    letter = Letter(
        _("Un jeton d’accès a été créé pour votre compte"),
        [
            _("Le jeton « %(name)s » permet à un programme d’agir en votre nom.") % {"name": token.name},
            _("Si ce n’est pas vous qui l’avez créé, fermez-le tout de suite et déconnectez tous vos appareils."),
        ],
        action_label=_("Voir mes jetons"),
        action_url=absolute_url(reverse("tokens:list")),
    )
    send_letter(letter, to=token.owner.email, key=f"token:{token.pk}")

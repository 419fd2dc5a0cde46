"""The founder's first steps into the new space."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.accounts.entry import issue_pass
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from tenants.opening.founder import PLATFORM, founder_of
from tenants.opening.limits import ENTRY_OPEN
from tenants.opening.models import SpaceRequest
from tenants.spaces.models import Space, State
from tenants.spaces.scopes import entered

ARRIVAL = "arrivee/"  # mounted in every space by deploy.urls.space


def enter_space(*, by: Actor, request: SpaceRequest) -> str:
    """Return the address by which the founder arrives signed in: it works once, for some minutes.

    Raises `RuleBroken("already_entered")` once the account has been used, or when the space has been open for long: its
    owner then signs in as everybody does.
    """
    require("opening.enter", by, request)
    space = request.space
    late = request.done_at is None or request.done_at < timezone.now() - ENTRY_OPEN
    if space is None or late or space.state != State.ACTIVE:
        raise _sign_in_instead()
    with transaction.atomic():
        record("opening.enter", by=by, target=request)
    return f"{space.url}{ARRIVAL}{_new_pass(space)}/"


def _new_pass(space: Space) -> str:
    with entered(space):
        founder = founder_of(space)
        if founder is None:
            raise _sign_in_instead()
        return issue_pass(by=PLATFORM, user=founder)


def _sign_in_instead() -> RuleBroken:
    message = _("Cette entrée n’est plus ouverte : connectez-vous sur votre espace avec votre adresse e-mail.")
    return RuleBroken("already_entered", message)

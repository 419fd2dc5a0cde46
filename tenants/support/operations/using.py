"""The operator inside: coming in, being watched, leaving."""

from __future__ import annotations

from typing import cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core import scope
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from tenants.spaces.models import Space
from tenants.support import letters
from tenants.support.finishing import finish
from tenants.support.models import SupportAccess
from tenants.support.queries import access_behind
from tenants.support.rules import DOMAIN

LONGEST_PATH = 300  # characters kept in the log


@transaction.atomic
def enter_space(*, by: Actor, secret: str) -> SupportAccess:
    """Burn a link and return the access, whose `person` is the account to sign in. The administrators are told.

    Raises `RuleBroken("link")` for a link that opens nothing any more.
    """
    require("support.enter", by)
    found = access_behind(secret)
    access = SupportAccess.objects.select_for_update().get(pk=found.pk) if found else None
    if access is None or found is None or access.secret_hash != found.secret_hash:
        raise RuleBroken("link", _("Ce lien a déjà servi ou n’est plus valable."))
    first = access.person_id is None
    if first:
        name = _("Assistance : %(operator)s") % {"operator": access.operator_name}
        email = f"acces-{access.pk}@{DOMAIN}"
        access.person = User.objects.create_user(email, public_name=name[:60], roles=[Role.SUPPORT])
        access.entered_at = timezone.now()
    access.secret_hash = access.secret_until = None
    access.save(update_fields=["person", "entered_at", "secret_hash", "secret_until"])
    record("support.enter", by=cast("User", access.person), target=access, operator=access.operator)
    if first:
        letters.say_entered(cast("Space", scope.current()), access)
    return access


@transaction.atomic
def note_page(*, by: Actor, access: SupportAccess, method: str, path: str) -> None:
    """Write in the space's log a page that was asked for, with both identities."""
    require("support.leave", by, access)
    record("support.page", by=by, target=access, operator=access.operator, method=method, path=path[:LONGEST_PATH])


@transaction.atomic
def leave_space(*, by: Actor, access: SupportAccess) -> None:
    """End the access that one is using, before its time."""
    require("support.leave", by, access)
    finish(by, access)

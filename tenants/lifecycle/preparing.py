"""What a space in preparation does not do yet: it takes nobody in, and writes to nobody but its team and those it invites."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor
from platform_core.access.permissions import Denial, Permission
from platform_core.accounts.queries import is_expected
from platform_core.mail.letters import ASKED_FOR
from platform_core.mail.models import Email
from tenants.postgresql.current import connection

JOINING = frozenset({"accounts.join", "accounts.invite_participants"})


def keep_out(asked: Permission, _by: Actor) -> Denial | None:
    """Refuse new accounts, but those of the team, in a space that is not open yet; nobody is invited to what is closed."""
    if asked.name not in JOINING or not getattr(connection.tenant, "is_preparing", False):
        return None
    return Denial("preparing", _("Cet espace n’est pas encore ouvert au public : seule son équipe y entre."))


def leaves(email: Email) -> bool:
    """Tell whether a letter may leave the space one is in: always, once that is open; before, what somebody asked for and
    what goes to the team, to whoever is invited and to the space's own addresses.
    """
    here = connection.tenant
    if not getattr(here, "is_preparing", False) or email.key.startswith(ASKED_FOR):
        return True
    own = {str(getattr(here, name)).lower() for name in ("contact_email", "founder_email")}
    return email.to.lower() in own or is_expected(email.to)

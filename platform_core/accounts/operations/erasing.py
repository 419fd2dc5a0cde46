"""Delete one's account."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from platform_core import scope
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.accounts import letters
from platform_core.accounts.models import Invitation, StructureInvitation, User
from platform_core.accounts.personal_data import erase_rows
from platform_core.accounts.queries import ERASED_DOMAIN, keep_an_administrator
from platform_core.audit.log import record
from platform_core.background.tasks import URGENT
from platform_core.errors import RuleBroken
from platform_core.mail.letters import send_letter
from platform_core.mail.models import Email
from platform_core.retention import must_be_kept


@transaction.atomic
def erase_account(*, by: Actor, user: User, withdraw: bool) -> None:
    """Delete an account: nothing tells any more who it was, its sessions end at once.

    The row stays, empty, so that what was supported or answered still counts. What the person published stays without
    a name, or is withdrawn with them. Raises `RuleBroken` for the last administrator of a space, and where everything must be
    kept (GDPR, article 17(3), b and e).
    """
    require("accounts.erase", by, user)
    if must_be_kept():
        words = _(
            "Cet espace doit garder toutes ses données pour le moment : votre compte ne peut pas encore être supprimé. "
            "Écrivez à l’équipe de l’espace : elle garde votre demande jusqu’à ce que ce soit possible."
        )
        raise RuleBroken("held", words)
    if scope.in_space():
        keep_an_administrator(without=user)
    address, known = user.email, EmailAddress.objects.filter(user=user)
    addresses = {address, *known.values_list("email", flat=True)}  # one that was never confirmed too
    record("accounts.erase", by=by, target=user, withdraw=withdraw)
    erase_rows(user, withdraw=withdraw)
    known.delete()
    for each in addresses:
        Email.objects.filter(to__iexact=each).delete()  # what waits to leave does not leave: the account is gone
    Invitation.objects.filter(email__iexact=address).delete()
    StructureInvitation.objects.filter(email__iexact=address).delete()
    user.email, user.public_name, user.about = f"{user.pk}@{ERASED_DOMAIN}", "", ""
    user.roles, user.is_active, user.last_login = [], False, None
    user.sign_out_count += 1
    user.set_unusable_password()
    user.save()
    send_letter(letters.farewell(), to=address, key=f"accounts.erase:{user.pk}", queue=URGENT)

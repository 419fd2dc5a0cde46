"""What the team does with the account of a participant."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.accounts import letters
from platform_core.accounts.models import Suspension, User
from platform_core.accounts.queries import keep_an_administrator
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.mail.letters import send_letter


@transaction.atomic
def suspend_person(*, by: Actor, person: User, reason: str) -> Suspension:
    """Close an account: its sessions end at once, it signs in no more, its owner is told why.

    What was published and supported stays, to be moderated one by one. Raises `RuleBroken` without a reason, for an
    account already suspended and for the last administrator.
    """
    require("accounts.suspend", by, person)
    if not reason.strip():
        raise RuleBroken("reason", _("Dites pourquoi : la personne concernée le lira."), "reason")
    keep_an_administrator(without=person)
    try:
        with transaction.atomic():
            suspension = Suspension.objects.create(user=person, reason=reason.strip(), by_id=by.pk)
    except IntegrityError as error:
        raise RuleBroken("already_suspended", _("Ce compte est déjà suspendu.")) from error
    User.objects.filter(pk=person.pk).update(is_active=False, sign_out_count=F("sign_out_count") + 1)
    person.refresh_from_db(fields=["is_active", "sign_out_count"])
    send_letter(letters.suspended(suspension.reason), to=person.email, key=f"accounts.suspend:{suspension.pk}")
    record("accounts.suspend", by=by, target=person, suspension=suspension.pk)
    return suspension


@transaction.atomic
def lift_suspension(*, by: Actor, person: User) -> None:
    """Open a suspended account again, and tell its owner. Raises `RuleBroken` for one that is not suspended."""
    require("accounts.suspend", by, person)
    held = Suspension.objects.select_for_update().filter(user=person, lifted_at=None).first()
    if held is None:
        raise RuleBroken("not_suspended", _("Ce compte n’est pas suspendu."))
    held.lifted_at, held.lifted_by_id = timezone.now(), by.pk
    held.save(update_fields=["lifted_at", "lifted_by"])
    User.objects.filter(pk=person.pk).update(is_active=True)
    person.refresh_from_db(fields=["is_active"])
    send_letter(letters.suspension_lifted(), to=person.email, key=f"accounts.lift:{held.pk}")
    record("accounts.lift_suspension", by=by, target=person, suspension=held.pk)

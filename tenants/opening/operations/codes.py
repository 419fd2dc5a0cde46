"""Proving addresses by codes: the founder's, and one in the organisation's own domain when the ladder asks for it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.errors import RuleBroken
from tenants.opening.concluding import conclude
from tenants.opening.locking import locked
from tenants.opening.models import Purpose, SpaceRequest, State
from tenants.opening.proving import guess, send_code, send_founder_code
from tenants.territory import mail


@transaction.atomic
def resend_code(*, by: Actor, request: SpaceRequest) -> None:
    """Send another code to the founder, at most one a minute. Raises `RuleBroken("too_many_codes")`."""
    require("opening.fill", by, request)
    row = locked(request, by)
    if row.state == State.AWAITING_CODE:
        send_founder_code(row, again=True)


def confirm_code(*, by: Actor, request: SpaceRequest, code: str) -> None:
    """Prove the founder's address, and let the ladder decide. Raises `RuleBroken` for a wrong or dead code."""
    require("opening.fill", by, request)
    with transaction.atomic():
        row = locked(request, by)
        found = guess(row, Purpose.FOUNDER, code)
        if not isinstance(found, RuleBroken):
            row.confirmed_email = found.email
            conclude(row)
    if isinstance(found, RuleBroken):
        raise found  # after the transaction, which counted the guess


@transaction.atomic
def send_official_code(*, by: Actor, request: SpaceRequest, email: str, again: bool = False) -> None:
    """Send a code to an address in the organisation's own domain.

    Raises `RuleBroken("official_domain")` for another domain, `RuleBroken("too_many_codes")`.
    """
    require("opening.fill", by, request)
    row = locked(request, by)
    address = email.strip().lower()
    if row.state != State.AWAITING_OFFICIAL or not mail.within(mail.domain_of(address), row.official_domain):
        message = _("Donnez une adresse qui se termine par @%(domain)s.") % {"domain": row.official_domain}
        raise RuleBroken("official_domain", message, "email")
    send_code(row, Purpose.OFFICIAL, address, again=again)


def confirm_official(*, by: Actor, request: SpaceRequest, code: str) -> None:
    """Prove the official address, and let the ladder decide again. Raises `RuleBroken` for a wrong or dead code."""
    require("opening.fill", by, request)
    with transaction.atomic():
        row = locked(request, by)
        found = guess(row, Purpose.OFFICIAL, code)
        if not isinstance(found, RuleBroken):
            row.official_email = found.email
            conclude(row)
    if isinstance(found, RuleBroken):
        raise found  # after the transaction, which counted the guess

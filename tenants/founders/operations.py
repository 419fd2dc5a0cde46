"""Send a code to an address, and compare what was typed. Whether the address is known is never told."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.errors import RuleBroken
from tenants.founders import letters, rules
from tenants.founders.models import FounderCode
from tenants.opening.seals import code_seal, new_code, same


@transaction.atomic
def ask_code(*, by: Actor, email: str, origin: str) -> FounderCode:
    """Send a code to an address. Raises `RuleBroken("too_many_codes")` when it, or the visitor, had too many."""
    require("founders.ask", by)
    address, now = email.strip().lower(), timezone.now()
    FounderCode.objects.filter(created_at__lt=now - rules.KEPT).delete()
    recent = FounderCode.objects.filter(created_at__gt=now - rules.HOUR)
    by_origin = recent.filter(origin=origin).count() if origin else 0
    if recent.filter(email=address).count() >= rules.CODES_PER_EMAIL or by_origin >= rules.CODES_PER_ORIGIN:
        raise RuleBroken("too_many_codes", _("Trop de codes ont été demandés. Réessayez dans une heure."), "email")
    FounderCode.objects.filter(email=address, used_at=None, expires_at__gt=now).update(expires_at=now)
    row = FounderCode.objects.create(email=address, origin=origin, expires_at=now + rules.CODE_LIFE)
    digits = new_code()
    row.seal = code_seal(row.pk, rules.PURPOSE, address, digits)
    row.save(update_fields=["seal"])
    letters.send_code(row, digits)
    return row


def prove_address(*, by: Actor, email: str, code: str) -> str:
    """Return the address that the code proves. Raises `RuleBroken` for a wrong or dead code, the guess counted."""
    require("founders.ask", by)
    with transaction.atomic():
        found = _guess(email.strip().lower(), "".join(code.split()))
    if isinstance(found, RuleBroken):
        raise found  # after the transaction, which counted the guess
    return found


def _guess(address: str, typed: str) -> str | RuleBroken:
    living = FounderCode.objects.select_for_update().filter(email=address, used_at=None, expires_at__gt=timezone.now())
    row = living.filter(attempts__lt=rules.CODE_ATTEMPTS).order_by("-pk").first()
    if row is None:
        return RuleBroken("code_dead", _("Ce code n’est plus valable. Demandez-en un nouveau."), "code")
    if not same(row.seal, code_seal(row.pk, rules.PURPOSE, row.email, typed)):
        row.attempts += 1
        row.save(update_fields=["attempts"])
        message = _("Ce n’est pas le bon code. Vérifiez les 6 chiffres du dernier message reçu.")
        return RuleBroken("code_wrong", message, "code")
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    return row.email

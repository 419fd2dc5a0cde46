"""Codes sent to addresses: made, limited, compared. Used by operations, inside their transaction."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.errors import RuleBroken
from tenants.opening import letters, limits
from tenants.opening.locking import count_alone
from tenants.opening.models import EmailCode, Purpose, SpaceRequest
from tenants.opening.seals import code_seal, new_code, same
from tenants.territory import mail

TOO_MANY = "too_many_codes"


def send_founder_code(row: SpaceRequest, *, again: bool) -> None:
    """Send a code to the founder, unless the last one still lives (`again` asks for a new one all the same)."""
    send_code(row, Purpose.FOUNDER, row.email, again=again)


def send_code(row: SpaceRequest, purpose: Purpose, email: str, *, again: bool) -> None:
    """Send a code to an address. A double click, or a form sent twice, sends one letter.

    Raises `RuleBroken("too_many_codes")` when the address, its domain, the visitor or the request had too many.
    """
    last = living(row, purpose)
    if last and last.email == email:
        recent = last.created_at > timezone.now() - limits.RESEND_AFTER
        if recent or not again:
            return
    _refuse_flood(row, email)
    row.codes.filter(purpose=purpose, used_at=None).update(expires_at=timezone.now())
    digits = new_code()
    code = EmailCode.objects.create(
        request=row,
        purpose=purpose,
        email=email,
        seal=code_seal(row.pk, purpose, email, digits),
        expires_at=timezone.now() + limits.CODE_LIFE,
    )
    letters.send_code(row, code, digits)


def living(row: SpaceRequest, purpose: Purpose) -> EmailCode | None:
    """Return the code that can still be used, if any."""
    usable = row.codes.filter(purpose=purpose, used_at=None, expires_at__gt=timezone.now())
    return usable.filter(attempts__lt=limits.CODE_ATTEMPTS).order_by("-pk").first()


def guess(row: SpaceRequest, purpose: Purpose, digits: str) -> EmailCode | RuleBroken:
    """Compare what was typed with the living code, and return it, used; or what is wrong, the guess counted.

    The fault is returned and not raised: the count must outlive it.
    """
    code = living(row, purpose)
    if code is None:
        message = _("Ce code n’est plus valable. Demandez-en un nouveau.")
        return RuleBroken("code_dead", message, "code")
    typed = "".join(digits.split())
    if not same(code.seal, code_seal(row.pk, purpose, code.email, typed)):
        return _wrong(code)
    code.used_at = timezone.now()
    code.save(update_fields=["used_at"])
    return code


def _wrong(code: EmailCode) -> RuleBroken:
    code.attempts += 1
    code.save(update_fields=["attempts"])
    if code.attempts >= limits.CODE_ATTEMPTS:
        message = _("Ce code a été mal saisi trop de fois. Demandez-en un nouveau.")
        return RuleBroken("code_dead", message, "code")
    message = _("Ce n’est pas le bon code. Vérifiez les 6 chiffres du dernier message reçu.")
    return RuleBroken("code_wrong", message, "code")


def _refuse_flood(row: SpaceRequest, email: str) -> None:
    count_alone()
    recent = EmailCode.objects.filter(created_at__gt=timezone.now() - limits.HOUR)
    domain = mail.domain_of(email)
    counted = domain and not mail.is_free(domain)
    too_many = (
        row.codes.count() >= limits.CODES_PER_REQUEST
        or recent.filter(email=email).count() >= limits.CODES_PER_EMAIL
        or (counted and recent.filter(email__endswith=f"@{domain}").count() >= limits.CODES_PER_DOMAIN)
        or (row.origin and recent.filter(request__origin=row.origin).count() >= limits.CODES_PER_ORIGIN)
    )
    if too_many:
        message = _("Trop de codes ont été demandés. Réessayez dans une heure.")
        raise RuleBroken(TOO_MANY, message, "email")

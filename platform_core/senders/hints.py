"""What the DNS should say for letters not to be taken for forgeries, beside what it says. Advice, never a condition."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from platform_core.outside.dns import ask
from platform_core.senders.models import Sender


@dataclass(frozen=True)
class Hint:
    """One record. `good` is None when the DNS did not answer."""

    name: str
    record: str
    advice: str
    found: list[str]
    good: bool | None


def hints_of(sender: Sender) -> list[Hint]:
    """Ask the DNS about SPF (RFC 7208), DKIM (RFC 6376) and DMARC (RFC 7489); a few seconds at most."""
    spf = _hint(
        "SPF",
        sender.domain,
        "v=spf1",
        _("Un seul enregistrement TXT, qui autorise votre serveur. Par exemple : v=spf1 a:%(host)s ~all")
        % {"host": sender.host},
    )
    if spf.good and len(spf.found) > 1:
        spf = Hint(spf.name, spf.record, spf.advice, spf.found, good=False)
    dmarc = _hint(
        "DMARC",
        f"_dmarc.{sender.domain}",
        "v=DMARC1",
        _("Un enregistrement TXT. Pour commencer sans rien bloquer : v=DMARC1; p=none"),
    )
    return [spf, _dkim(sender), dmarc]


def _dkim(sender: Sender) -> Hint:
    if sender.selector:
        advice = _("Un enregistrement TXT que votre fournisseur de courrier vous donne.")
        return _hint("DKIM", f"{sender.selector}._domainkey.{sender.domain}", "p=", advice, start=False)
    advice = _(
        "Demandez à votre fournisseur de courrier son « sélecteur », et écrivez-le ci-dessous pour que nous vérifiions."
    )
    return Hint("DKIM", f"…._domainkey.{sender.domain}", advice, [], good=None)


def _hint(name: str, record: str, mark: str, advice: str, *, start: bool = True) -> Hint:
    answer = ask(record, "TXT")
    found = [one for one in answer.values if (one.lower().startswith(mark.lower()) if start else mark in one)]
    return Hint(name, record, advice, found, good=None if answer.silent else bool(found))

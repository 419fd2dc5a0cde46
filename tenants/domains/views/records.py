"""The DNS records to set, each beside what was found."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from tenants.domains import rules
from tenants.domains.models import OwnDomain


@dataclass(frozen=True)
class Record:
    """One line of the table. `good` is None as long as nothing is known."""

    kind: str
    name: str
    expected: list[str]
    found: list[str]
    good: bool | None
    note: str = ""


def records_of(domain: OwnDomain) -> list[Record]:
    """Return the two records: what leads to the platform, what proves who holds the name."""
    addresses = list(settings.PLATFORM_ADDRESSES) or domain.values("expected")
    note = ""
    if addresses:
        sentence = _("Si votre hébergeur refuse un CNAME ici : A ou AAAA vers %(addresses)s.")
        note = sentence % {"addresses": ", ".join(addresses)}
    found = [*domain.values("alias"), *domain.values("addresses")]
    return [
        Record("CNAME", domain.name, [settings.APEX_DOMAIN], found, _verdict(domain, "address"), note),
        Record("TXT", domain.challenge, [domain.token], domain.values("text"), _verdict(domain, "text")),
    ]


def _verdict(domain: OwnDomain, about: str) -> bool | None:
    if domain.checked_at is None or rules.SILENT in domain.problems:
        return None
    return not any(str(one).startswith(about) for one in domain.problems)

"""What the DNS says of a domain, compared with what it should say. Nothing is written here."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings

from platform_core.outside.dns import addresses_of, ask
from tenants.domains import rules
from tenants.domains.models import OwnDomain


@dataclass(frozen=True)
class Seen:
    """What one check found."""

    text: list[str] = field(default_factory=list)
    alias: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    silent: bool = False

    def kept(self) -> dict[str, Any]:
        """Return what is written of it."""
        return asdict(self)


def expected_addresses() -> tuple[list[str], bool]:
    """Return the addresses of the platform, and whether the DNS could not be asked for them."""
    if settings.PLATFORM_ADDRESSES:
        return list(settings.PLATFORM_ADDRESSES), False
    answer = addresses_of(settings.APEX_DOMAIN)
    return list(answer.values), answer.silent or not answer.values


def look(domain: OwnDomain) -> Seen:
    """Ask the DNS; four questions at most, a few seconds each."""
    expected, unknown = expected_addresses()
    text, alias, addresses = ask(domain.challenge, "TXT"), ask(domain.name, "CNAME"), addresses_of(domain.name)
    silent = unknown or text.silent or addresses.silent
    return Seen(list(text.values), list(alias.values), list(addresses.values), expected, silent=silent)


def problems_of(seen: Seen, token: str) -> list[str]:
    """Return why what was found does not prove the domain; empty when it does. Silence proves nothing either way."""
    if seen.silent:
        return [rules.SILENT]
    found: list[str] = []
    if token not in {one.strip().strip('"') for one in seen.text}:
        found.append(rules.TEXT_OTHER if seen.text else rules.TEXT_MISSING)
    if not seen.addresses:
        found.append(rules.ADDRESS_MISSING)
    elif not set(seen.addresses) <= set(seen.expected):  # one address elsewhere, and some visitors would land there
        found.append(rules.ADDRESS_ELSEWHERE)
    return found

"""Ask the DNS."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from dns.exception import DNSException
from dns.nameserver import Do53Nameserver, Nameserver
from dns.rdatatype import RdataType
from dns.rdtypes.txtbase import TXTBase
from dns.resolver import NXDOMAIN, NoAnswer, NoResolverConfiguration, Resolver

PATIENCE = 6.0  # seconds for one question, all servers together
PORT = 53
MOST = 20  # values kept of an answer
LONGEST = 512  # characters kept of a value


@dataclass(frozen=True)
class Answer:
    """What the DNS says: values, nothing, or (`silent`) no usable answer, which proves nothing either way."""

    values: tuple[str, ...] = ()
    silent: bool = False


def ask(name: str, kind: str) -> Answer:
    """Return the records of a kind ("A", "AAAA", "CNAME", "TXT", "MX") that a name has, aliases followed."""
    try:
        found = _resolver().resolve(name, RdataType.from_text(kind), search=False, lifetime=PATIENCE)
    except (NXDOMAIN, NoAnswer):
        return Answer()
    except (DNSException, OSError):
        return Answer(silent=True)
    return Answer(tuple(sorted(_text(record)[:LONGEST] for record in found))[:MOST])


def addresses_of(name: str) -> Answer:
    """Return the IPv4 and IPv6 addresses to which a name leads."""
    four, six = ask(name, "A"), ask(name, "AAAA")
    return Answer(four.values + six.values, silent=four.silent or six.silent)


def _text(record: object) -> str:
    if isinstance(record, TXTBase):
        return b"".join(record.strings).decode("ascii", "replace")
    return str(record).rstrip(".").lower()


def _resolver() -> Resolver:
    if not settings.DNS_SERVERS:
        try:
            return Resolver()
        except NoResolverConfiguration:
            return Resolver(configure=False)  # no server at all: every question is silent
    resolver = Resolver(configure=False)
    resolver.nameservers = [_server(one) for one in settings.DNS_SERVERS]
    return resolver


def _server(address: str) -> Nameserver:
    """Read `192.0.2.1`, `192.0.2.1:5353` or `[2001:db8::1]:5353`."""
    host, _colon, port = address.rpartition(":") if address.count(":") == 1 or "]:" in address else (address, "", "")
    return Do53Nameserver(host.strip("[]"), int(port or PORT))

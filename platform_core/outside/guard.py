"""Which machines may be called on behalf of a space: those of the Internet, never ours."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.utils.translation import gettext as _

from platform_core.errors import RuleBroken

# IPv6 networks that carry an IPv4 address: the way in to a private machine by another spelling.
CARRIERS = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"), ip_network("2002::/16"), ip_network("2001::/32"))


def is_public(text: str) -> bool:
    """Tell whether an IP address is a machine of the Internet, in whichever way it is written."""
    try:
        address: IPv4Address | IPv6Address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if any(address in network for network in CARRIERS):
            return False
    return address.is_global and not address.is_multicast


def safe_addresses(host: str, port: int) -> list[str]:
    """Return the addresses of a host, IPv4 first. Raises `RuleBroken` when it has none, or one that may not be called."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        sentence = _("« %(host)s » est introuvable : vérifiez l’orthographe du nom du serveur.")
        raise RuleBroken("unknown_host", sentence % {"host": host}) from error
    addresses = list(dict.fromkeys(str(one[4][0]) for one in sorted(found, key=lambda one: one[0])))
    refuse_private(addresses, host)
    return addresses


def refuse_private(addresses: list[str], host: str) -> None:
    """Raise `RuleBroken` unless every address is public, or private ones are allowed here."""
    if settings.PRIVATE_ADDRESSES_ALLOWED or (addresses and all(is_public(one) for one in addresses)):
        return
    sentence = _("« %(host)s » n’est pas un serveur d’Internet : la plateforme n’appelle pas de machine privée.")
    raise RuleBroken("private_address", sentence % {"host": host})

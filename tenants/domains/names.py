"""A domain name as people type it."""

from __future__ import annotations

from ipaddress import ip_address

import idna
from django.conf import settings
from django.utils.translation import gettext as _

from platform_core.errors import RuleBroken

LONGEST = 253  # characters (RFC 1035)
# Ends of names that the public DNS does not hold (RFC 6761, 6762, 7686, 8375, 9476, and those of home networks).
NOT_PUBLIC = frozenset(
    [
        "localhost",
        "local",
        "test",
        "example",
        "invalid",
        "onion",
        "internal",
        "alt",
        "arpa",
        "lan",
        "home",
        "corp",
        "intranet",
        "localdomain",
        "private",
    ]
)


def clean_name(text: str) -> str:
    """Return the name in ASCII (punycode) of what was typed or pasted. Raises `RuleBroken` with a sentence."""
    typed = text.strip().lower().removeprefix("https://").removeprefix("http://").rstrip("/").rstrip(".")
    if not typed:
        raise RuleBroken("empty", _("Écrivez le nom de domaine, par exemple « participer.exemple.fr »."), "name")
    if _is_address(typed):
        raise RuleBroken("ip_address", _("C’est une adresse IP : écrivez un nom de domaine."), "name")
    name = _ascii(typed)
    if "." not in name:
        sentence = _("Il manque la fin du nom : écrivez-le en entier, par exemple « participer.exemple.fr ».")
        raise RuleBroken("one_label", sentence, "name")
    _refuse_reserved(name)
    return name


def shown_name(name: str) -> str:
    """Return a name as people read it, with its accents."""
    try:
        return idna.decode(name)
    except (idna.IDNAError, UnicodeError):
        return name


def _is_address(typed: str) -> bool:
    host = typed.strip("[]")
    if all(part.isdecimal() for part in host.split(".")):
        return True
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _ascii(typed: str) -> str:
    try:
        name = idna.encode(typed, uts46=True, std3_rules=True, transitional=False).decode()
    except (idna.IDNAError, UnicodeError) as error:
        sentence = _(
            "Ce n’est pas un nom de domaine : des lettres, des chiffres et des tirets séparés par des points."
        )
        raise RuleBroken("not_a_name", sentence, "name") from error
    last = name.rpartition(".")[2]
    if len(name) > LONGEST or last.isdecimal():
        raise RuleBroken("not_a_name", _("Ce nom de domaine n’est pas valable."), "name")
    return name


def _refuse_reserved(name: str) -> None:
    if name == settings.APEX_DOMAIN or name.endswith(f".{settings.APEX_DOMAIN}"):
        sentence = _("Ce nom est celui de la plateforme. Indiquez un domaine qui appartient à votre organisme.")
        raise RuleBroken("platform", sentence, "name")
    if name.rpartition(".")[2] in NOT_PUBLIC:
        raise RuleBroken("reserved", _("Ce nom est réservé : il n’existe pas sur Internet."), "name")

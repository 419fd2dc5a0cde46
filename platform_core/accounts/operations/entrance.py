"""Choose how one comes into the space."""

from __future__ import annotations

import re
from collections.abc import Collection

import idna
from django.db import transaction
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.accounts.models import Entrance, Joining
from platform_core.audit.log import record
from platform_core.errors import RuleBroken

MOST = 30  # domains
SEPARATORS = re.compile(r"[\s,;]+")


@transaction.atomic
def set_entrance(*, by: Actor, joining: str, domains: str, way: str) -> Entrance:
    """Keep who may create an account and by what one signs in. `domains`: separated by spaces, commas or lines.

    Accounts that exist stay. Raises `RuleBroken` for what is no domain, and when none is given where one is needed.
    """
    require("accounts.set_entrance", by)
    names = _domains([one for one in SEPARATORS.split(domains) if one])
    if joining == Joining.DOMAINS and not names:
        raise RuleBroken("no_domain", _("Écrivez au moins un domaine, par exemple « exemple.fr »."), "domains")
    entrance = Entrance.objects.select_for_update().first() or Entrance()
    before = {"joining": entrance.joining, "domains": entrance.domains, "way": entrance.way}
    entrance.joining, entrance.domains, entrance.way = joining, names, way
    entrance.save()
    record("accounts.set_entrance", by=by, before=before, after={"joining": joining, "domains": names, "way": way})
    return entrance


def _domains(typed: Collection[str]) -> list[str]:
    names = sorted({_domain(one) for one in typed})
    if len(names) > MOST:
        raise RuleBroken("too_many", _("Trente domaines au plus."), "domains")
    return names


def _domain(typed: str) -> str:
    """Return a domain in ASCII; `@exemple.fr` and `prenom@exemple.fr` are understood."""
    text = typed.lower().rpartition("@")[2].rstrip(".")
    try:
        name = idna.encode(text, uts46=True, std3_rules=True).decode()
    except (idna.IDNAError, UnicodeError):
        name = ""
    if "." not in name or len(name) > 253 or name.rpartition(".")[2].isdecimal():  # noqa: PLR2004 (RFC 1035)
        raise RuleBroken("not_a_domain", _("« %(text)s » n’est pas un nom de domaine.") % {"text": typed}, "domains")
    return name

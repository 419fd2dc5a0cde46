"""What administrators are told of their quotas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing_free.quotas.table import QUOTAS
from platform_core.access.roles import Role
from platform_core.notifications.kinds import Group, NotificationKind, Rhythm, register_group, register_kind

READ = gettext_lazy("Voir l’usage de la plateforme")


def declare() -> None:
    """Make it known."""
    register_group(
        Group(
            "quotas",
            gettext_lazy("L’usage de la plateforme"),
            gettext_lazy("Une limite de votre espace approche, est atteinte, ou l’opérateur vous répond."),
            default=Rhythm.IMMEDIATE,
            order=70,
            roles=frozenset({Role.ADMINISTRATOR}),
        )
    )
    register_kind(
        NotificationKind("quotas.warned", "quotas", _warned, READ, icon="chart", always_sent=True),
        NotificationKind("quotas.full", "quotas", _full, READ, icon="warning", always_sent=True),
        NotificationKind("quotas.answered", "quotas", _answered, READ, icon="comment", always_sent=True),
    )


def _warned(facts: Mapping[str, Any]) -> str:
    quota = QUOTAS[facts["quota"]]
    values = {"quota": quota.label, "percent": facts["percent"], "full": quota.full}
    return _("%(quota)s : votre espace a utilisé %(percent)s %% de sa limite. À 100 %% : %(full)s") % values


def _full(facts: Mapping[str, Any]) -> str:
    quota = QUOTAS[facts["quota"]]
    return _("%(quota)s : la limite de votre espace est atteinte. %(full)s") % {
        "quota": quota.label,
        "full": quota.full,
    }


def _answered(facts: Mapping[str, Any]) -> str:
    if facts.get("raised"):
        label = QUOTAS[facts["quota"]].label
        return _("L’opérateur a relevé une limite de votre espace : %(quota)s.") % {"quota": label}
    return _("L’opérateur a répondu à votre demande sur l’usage de la plateforme.")

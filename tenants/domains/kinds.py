"""What administrators are told of their domains."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.roles import Role
from platform_core.notifications.kinds import Group, NotificationKind, Rhythm, register_group, register_kind

SEE = _("Voir l’adresse de l’espace")


def declare() -> None:
    """Make it known."""
    register_group(
        Group(
            "domains",
            _("L’adresse de l’espace"),
            _("Votre nom de domaine est en service, a un problème, ou n’est plus en service."),
            default=Rhythm.IMMEDIATE,
            order=71,
            roles=frozenset({Role.ADMINISTRATOR}),
        )
    )
    register_kind(
        NotificationKind("domain.verified", "domains", _("« %(name)s » mène maintenant à votre espace."), SEE),
        NotificationKind(
            "domain.failing",
            "domains",
            _(
                "Les réglages DNS de « %(name)s » ont changé. Sans correction d’ici 24 heures, ce domaine ne mènera plus à votre espace."
            ),
            SEE,
            icon="warning",
        ),
        NotificationKind(
            "domain.lost",
            "domains",
            _("« %(name)s » ne mène plus à votre espace : ses réglages DNS n’étaient plus les bons depuis 24 heures."),
            SEE,
            icon="warning",
        ),
    )

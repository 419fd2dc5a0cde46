"""What the team is told of its exports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.roles import Role
from platform_core.notifications.kinds import Group, NotificationKind, Rhythm, register_group, register_kind


def declare() -> None:
    """Make it known."""
    register_group(
        Group(
            "exports",
            _("Mes exports"),
            _("Un export que vous avez demandé est prêt, ou a échoué."),
            default=Rhythm.IMMEDIATE,
            order=60,
            roles=frozenset({Role.ANALYST, Role.ADMINISTRATOR}),
        )
    )
    register_kind(
        NotificationKind(
            "exports.ready",
            "exports",
            _("Votre export de « %(consultation)s » est prêt. Il reste disponible 7 jours."),
            _("Télécharger l’export"),
            icon="download",
        ),
        NotificationKind(
            "exports.failed",
            "exports",
            _("Votre export de « %(consultation)s » n’a pas pu être préparé."),
            _("Voir les exports"),
            icon="warning",
        ),
    )

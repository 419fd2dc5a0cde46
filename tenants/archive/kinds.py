"""What administrators are told of archives."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.roles import Role
from platform_core.notifications.kinds import Group, NotificationKind, Rhythm, register_group, register_kind


def declare() -> None:
    """Make it known."""
    register_group(
        Group(
            "archive",
            _("L’archive de l’espace"),
            _("Une archive complète de l’espace a été demandée, est prête, ou a échoué."),
            default=Rhythm.IMMEDIATE,
            order=70,
            roles=frozenset({Role.ADMINISTRATOR}),
        )
    )
    register_kind(
        NotificationKind(
            "archive.asked",
            "archive",
            _("Une archive complète de l’espace a été demandée par %(person)s."),
            _("Voir l’archive"),
            icon="lock",
        ),
        NotificationKind(
            "archive.ready",
            "archive",
            _("L’archive complète de l’espace est prête. Vous seul·e pouvez la télécharger, pendant 7 jours."),
            _("Télécharger l’archive"),
            icon="download",
        ),
        NotificationKind(
            "archive.failed",
            "archive",
            _("L’archive de l’espace n’a pas pu être préparée."),
            _("Voir l’archive"),
            icon="warning",
        ),
    )

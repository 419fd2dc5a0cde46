"""What the team is told of its space's settings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.roles import TEAM
from platform_core.notifications.kinds import Group, NotificationKind, Rhythm, register_group, register_kind

TIME_ZONE = "brand.time_zone"


def declare() -> None:
    """Make it known."""
    register_group(
        Group(
            "settings",
            _("Les réglages de l’espace"),
            _("Quelqu’un de l’équipe a changé un réglage qui touche toutes les dates, comme le fuseau horaire."),
            default=Rhythm.IMMEDIATE,
            order=70,
            roles=frozenset(TEAM),
        )
    )
    sentence = _(
        "Le fuseau horaire de l’espace a changé : toutes les dates se lisent maintenant à l’heure « %(after)s » (avant : "
        "« %(before)s »). Relisez vos calendriers."
    )
    register_kind(NotificationKind(TIME_ZONE, "settings", sentence, _("Voir les concertations"), icon="clock"))

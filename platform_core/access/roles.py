"""Roles, described in the words of those who give them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person may be in a space's team; `OPERATOR` exists on the platform only.

    `SUPPORT` is an operator who helps inside a space for a time: nobody gives or keeps it (see `tenants.support`).
    """

    ADMINISTRATOR = "administrator", _("Administrateur·rice")
    MODERATOR = "moderator", _("Modérateur·rice")
    ANALYST = "analyst", _("Analyste")
    STEERING = "steering", _("Membre du comité de pilotage")
    OPERATOR = "operator", _("Opérateur·rice de la plateforme")
    SUPPORT = "support", _("Assistance de la plateforme")

    @property
    def explanation(self) -> str:
        """Say in a sentence what the role lets one do."""
        return str(EXPLANATIONS[self])


EXPLANATIONS = {
    Role.ADMINISTRATOR: _(
        "Règle l’espace, crée et publie les concertations, invite l’équipe. Peut tout faire dans l’espace."
    ),
    Role.MODERATOR: _("Lit ce qui est signalé, masque ou rétablit les contributions, répond aux participants."),
    Role.ANALYST: _("Consulte les résultats et télécharge les exports, sans rien modifier."),
    Role.STEERING: _("Suit la concertation au sein du comité de pilotage : voit les brouillons et les résultats."),
    Role.SUPPORT: _("Aide l’équipe pour un temps : lit et règle l’espace, sans y participer ni emporter de données."),
    Role.OPERATOR: _("Veille sur l’ensemble de la plateforme, sans lire le contenu des espaces."),
}

TEAM = frozenset({Role.ADMINISTRATOR, Role.MODERATOR, Role.ANALYST, Role.STEERING})
SPACE_ROLES = [Role.ADMINISTRATOR, Role.MODERATOR, Role.ANALYST, Role.STEERING]

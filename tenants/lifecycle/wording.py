"""The states of a space in plain words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.spaces.models import State

PREPARATION = _(
    "Seule son équipe le voit. Il n’est ni dans l’annuaire ni dans les moteurs de recherche. Les visiteurs lisent qu’il est "
    "en préparation."
)
MEANINGS = {
    State.ACTIVE: _("Tout le monde peut le lire et y participer. L’équipe y travaille."),
    State.ARCHIVED: _(
        "Tout le monde peut encore le lire et y chercher. Plus personne n’y participe, l’équipe n’y change rien. "
        "Il reste dans l’annuaire avec la mention « archivé »."
    ),
    State.SUSPENDED: _(
        "L’opérateur l’a fermé. Les visiteurs lisent qu’il est fermé pour le moment. L’équipe se connecte, lit et exporte."
    ),
    State.SCHEDULED: _(
        "Il sera effacé après trente jours. D’ici là, il est fermé au public ; l’équipe se connecte, lit, exporte, et "
        "peut tout annuler."
    ),
}

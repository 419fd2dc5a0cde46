"""The types of questions."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a question asks for; the values are those of the templates' JSON."""

    SHORT = "short", _("Réponse courte")
    LONG = "long", _("Réponse longue")
    SINGLE = "single", _("Choix unique")
    MULTIPLE = "multiple", _("Choix multiples")
    SCALE = "scale", _("Échelle")
    RANKING = "ranking", _("Classement")
    NUMBER = "number", _("Nombre")
    DATE = "date", _("Date")
    YES_NO = "yes_no", _("Oui ou non")

    @property
    def explanation(self) -> str:
        """Say in a sentence what the participant will do."""
        return str(EXPLANATIONS[self])

    @property
    def icon(self) -> str:
        """Return the name of the icon shown beside the type."""
        return ICONS[self]


EXPLANATIONS = {
    Kind.SHORT: _("Quelques mots sur une ligne : un quartier, un métier."),
    Kind.LONG: _("Un texte libre : une idée, une remarque."),
    Kind.SINGLE: _("Une seule réponse dans une liste."),
    Kind.MULTIPLE: _("Plusieurs réponses dans une liste, avec un minimum et un maximum si vous voulez."),
    Kind.SCALE: _("Une note, par exemple de 1 à 5, avec des mots aux deux bouts."),
    Kind.RANKING: _("Mettre les réponses d’une liste dans l’ordre de préférence."),
    Kind.NUMBER: _("Un nombre, entre deux bornes si vous voulez."),
    Kind.DATE: _("Un jour du calendrier."),
    Kind.YES_NO: _("Oui ou non, rien d’autre."),
}

ICONS = {
    Kind.SHORT: "edit",
    Kind.LONG: "comment",
    Kind.SINGLE: "check-circle",
    Kind.MULTIPLE: "check",
    Kind.SCALE: "star",
    Kind.RANKING: "sort",
    Kind.NUMBER: "chart",
    Kind.DATE: "calendar",
    Kind.YES_NO: "ballot",
}

WITH_CHOICES = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING})
WITH_OTHER = frozenset({Kind.SINGLE, Kind.MULTIPLE})
TEXTS = frozenset({Kind.SHORT, Kind.LONG})
BOUNDED = frozenset({Kind.SHORT, Kind.LONG, Kind.MULTIPLE, Kind.NUMBER})
# Those whose answer can decide whether a later question is asked.
DECIDING = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE, Kind.YES_NO})

OTHER = "other"  # the value recorded when "autre, précisez" is chosen; the text goes beside it
YES, NO = "yes", "no"
SHORT_LIMIT, LONG_LIMIT, OTHER_LIMIT = 200, 4000, 200  # characters
SCALE_LIMITS = (0, 10)

"""Why the platform is read-only."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.richtext.fields import CleanCharField


class PauseForm(forms.Form):
    """What everybody reads meanwhile."""

    marks = "none"
    reason = CleanCharField(
        label=_("Pourquoi, et jusqu’à quand"),
        max_length=300,
        help_text=_(
            "Tout le monde le lit, en haut de chaque page. Par exemple : « Changement de serveur, retour à 22 h. »"
        ),
        error_messages={"required": _("Dites pourquoi, et jusqu’à quand : tout le monde le lit.")},
    )

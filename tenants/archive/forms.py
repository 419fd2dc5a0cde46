"""What is asked before the whole space leaves in a file."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    """The one who asks has read what the file holds."""

    understood = forms.BooleanField(
        label=_("Je garderai ce fichier comme un dossier confidentiel, et je l’effacerai quand il ne servira plus"),
        error_messages={"required": _("Cochez la case : ce fichier contient les données personnelles de tous.")},
    )

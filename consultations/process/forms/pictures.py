"""Forms of pictures."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from platform_core.richtext.fields import CleanCharField


class PictureForm(forms.Form):
    """A picture to show."""

    marks = "none"
    file = forms.FileField(
        label=gettext_lazy("Image"),
        help_text=gettext_lazy("JPEG, PNG, WebP ou GIF, 10 Mo au plus. Le lieu et la date de la photo sont effacés."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        error_messages={
            "required": gettext_lazy("Choisissez une image."),
            "empty": gettext_lazy("Ce fichier est vide."),
        },
    )


class IllustrationForm(PictureForm):
    """A picture of a briefing, with what replaces it for those who do not see it."""

    marks = "optional"
    description = CleanCharField(
        label=gettext_lazy("Ce que montre l’image"),
        max_length=300,
        help_text=gettext_lazy("Lu à voix haute aux personnes qui ne la voient pas."),
        error_messages={"required": gettext_lazy("Décrivez l’image en une phrase.")},
    )
    credit = CleanCharField(
        label=gettext_lazy("Auteur et licence"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Par exemple : Service photo de la ville, Licence Ouverte 2.0."),
    )

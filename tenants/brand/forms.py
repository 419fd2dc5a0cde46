"""Forms of what a space makes its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.richtext.fields import CleanCharField
from platform_core.web.editing import EditForm
from platform_core.web.fonts import FONTS
from tenants.spaces.models import Space

PICTURES = "image/jpeg,image/png,image/webp,image/gif"


class ColourInput(forms.TextInput):
    """The browser's own choice of a colour."""

    input_type = "color"


class LookForm(EditForm):
    """Name, tagline, colour and font."""

    marks = "optional"

    accent = forms.RegexField(
        regex=r"^#[0-9a-fA-F]{6}$",
        label=_("Couleur"),
        widget=ColourInput,
        help_text=_("Celle de votre charte graphique. Trop claire, elle est foncée juste assez pour être lue."),
        error_messages={
            "invalid": _("Écrivez la couleur sous la forme #1f4e79."),
            "required": _("Choisissez une couleur."),
        },
    )
    font = forms.ChoiceField(
        label=_("Police des textes"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez une police."),
            "invalid_choice": _("Choisissez une police de la liste."),
        },
    )

    class Meta(EditForm.Meta):
        model = Space
        fields = ("name", "tagline", "accent", "font")
        labels = {"name": _("Nom de l’espace"), "tagline": _("Accroche")}
        help_texts = {
            "name": _("En haut de toutes les pages et dans les e-mails."),
            "tagline": _("Une phrase courte, sous le nom."),
        }
        error_messages = {"name": {"required": _("Donnez un nom à l’espace.")}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["font"].choices = [(font.slug, f"{font.name} : {font.description}") for font in FONTS]  # type: ignore[attr-defined]  # a ChoiceField


class PictureForm(forms.Form):
    """A logo or a banner, and what replaces it for those who do not see it. The file may stay the one there is."""

    marks = "optional"

    file = forms.FileField(
        label=_("Image"),
        help_text=_("JPEG, PNG, WebP ou GIF, 5 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
        error_messages={"required": _("Choisissez une image."), "empty": _("Ce fichier est vide.")},
    )
    alt = CleanCharField(
        label=_("Ce que montre l’image"),
        required=False,
        max_length=200,
        help_text=_(
            "Lu à voix haute aux personnes qui ne la voient pas. Laissez vide si elle ne fait que décorer, ou si elle ne "
            "dit rien de plus que le nom de l’espace."
        ),
    )

    def __init__(self, *args: Any, has_picture: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if has_picture:
            self.fields["file"].required = False
            self.fields["file"].label = _("Remplacer l’image")

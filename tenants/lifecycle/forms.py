"""Forms of the life of a space, for its team and for operators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.richtext.fields import CleanCharField
from tenants.opening.labels import LONGEST


class ReasonForm(forms.Form):
    """Why: the other administrators read it."""

    reason = CleanCharField(
        lines=True,
        label=_("Motif"),
        help_text=_("Les administrateurs de l’espace le reçoivent par e-mail. Les visiteurs ne le voient pas."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Indiquez le motif : l’équipe de l’espace le lira.")},
    )


class DeleteForm(ReasonForm):
    """Why, and the name of the space, which nobody types by mistake."""

    typed_name = CleanCharField(
        label=_("Nom de l’espace"),
        max_length=200,
        error_messages={"required": _("Recopiez le nom de l’espace pour confirmer.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, name: str, **more: Any) -> None:
        super().__init__(data, **more)
        self.name = name
        self.fields["typed_name"].help_text = _("Pour confirmer, recopiez : %(name)s") % {"name": name}

    def clean_typed_name(self) -> str:
        """Ask for the very name, whatever the spaces and the case."""
        typed = str(self.cleaned_data["typed_name"])
        if " ".join(typed.split()).casefold() != " ".join(self.name.split()).casefold():
            raise forms.ValidationError(
                _("Ce n’est pas le nom de l’espace. Recopiez : %(name)s") % {"name": self.name}
            )
        return typed


class LabelForm(forms.Form):
    """Another address."""

    label = CleanCharField(
        label=_("Nouvelle adresse"),
        help_text=_("Des lettres minuscules sans accent, des chiffres et des tirets."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Indiquez la nouvelle adresse.")},
    )

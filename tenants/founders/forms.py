"""An address, then the code received there."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.richtext.fields import CleanCharField


class AddressForm(forms.Form):
    """The address with which one asked for a space."""

    marks = "none"
    email = forms.EmailField(
        label=_("Votre adresse e-mail"),
        help_text=_("Celle que vous avez donnée en demandant l’espace. Un code y sera envoyé."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Écrivez votre adresse e-mail.")},
    )


class CodeForm(forms.Form):
    """The six digits received."""

    marks = "none"
    code = CleanCharField(
        label=_("Code reçu"),
        max_length=20,
        help_text=_("6 chiffres."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "size": 8}),
        error_messages={"required": _("Recopiez le code reçu par e-mail.")},
    )

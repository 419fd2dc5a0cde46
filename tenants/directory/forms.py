"""The search of the directory."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.spaces.models import Kind


class SearchForm(forms.Form):
    """Words of a name, a commune or a postcode; a kind of organiser."""

    marks = "none"
    q = forms.CharField(
        label=_("Nom, commune ou code postal"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Type d’organisation"), required=False, choices=[("", _("Tous")), *Kind.choices])

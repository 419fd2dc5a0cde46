"""The form of the list of consultations."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from consultations.process.models import Phase
from platform_core.richtext.fields import CleanCharField


class SearchForm(forms.Form):
    """Words and moment, in the address of the list."""

    marks = "none"
    words = CleanCharField(label=gettext_lazy("Mots cherchés"), required=False, max_length=100)
    phase = forms.ChoiceField(
        label=gettext_lazy("Moment"),
        required=False,
        choices=[
            ("", gettext_lazy("Toutes")),
            (Phase.OPEN, gettext_lazy("En cours")),
            (Phase.UPCOMING, gettext_lazy("À venir")),
            (Phase.OVER, gettext_lazy("Terminées")),
        ],
    )

"""Forms of the gestures that are confirmed: close, copy."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from platform_core.richtext.fields import CleanCharField
from platform_core.web.forms import DateInput


class CloseForm(forms.Form):
    """Why a consultation stops before its calendar does."""

    reason = CleanCharField(
        label=gettext_lazy("Pourquoi la concertation s’arrête-t-elle maintenant ?"),
        lines=True,
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Indispensable si une étape n’est pas finie. Ce motif est public."),
    )


class CopyForm(forms.Form):
    """Title and first day of the next edition."""

    title = CleanCharField(
        label=gettext_lazy("Titre de la nouvelle édition"),
        max_length=120,
        error_messages={"required": gettext_lazy("Donnez un titre à la nouvelle édition.")},
    )
    starts_on = forms.DateField(
        label=gettext_lazy("Premier jour"),
        widget=DateInput,
        help_text=gettext_lazy("Toutes les dates sont décalées d’autant, à la même heure."),
        error_messages={"required": gettext_lazy("Indiquez le premier jour de la nouvelle édition.")},
    )

"""Which space, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.richtext.fields import CleanCharField
from tenants.spaces.models import Space, State


class LiftForm(forms.Form):
    """Why a hold is lifted."""

    marks = "none"
    reason = CleanCharField(
        lines=True,
        label=_("Motif"),
        help_text=_("Qui l’a demandé, à quelle date, sous quelle référence. Gardé au journal, jamais public."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Indiquez le motif : il est gardé au journal.")},
    )


class HoldForm(LiftForm):
    """Which space is kept, and why."""

    field_order = ("label", "reason")
    label = CleanCharField(
        label=_("Adresse de l’espace"),
        max_length=40,
        help_text=_("Son sous-domaine, comme « saint-omer »."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Écrivez l’adresse de l’espace.")},
    )
    space: Space

    def clean_label(self) -> str:
        """Find the space."""
        label: str = self.cleaned_data["label"].strip().lower()
        found: Any = Space.objects.exclude(state=State.DELETED).filter(label=label).first()
        if found is None:
            raise forms.ValidationError(_("Aucun espace n’a cette adresse."))
        self.space = found
        return label

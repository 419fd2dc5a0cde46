"""Forms of the team and of operators."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.richtext.fields import CleanCharField
from tenants.support.rules import SHORTEST_REASON

HOURS = [(1, _("1 heure")), (4, _("4 heures")), (24, _("1 jour")), (72, _("3 jours"))]


class GiveForm(forms.Form):
    """For how long."""

    hours = forms.TypedChoiceField(
        label=_("Durée"),
        choices=HOURS,
        coerce=int,
        initial=4,
        widget=forms.RadioSelect(attrs={"class": "choices--inline"}),
        help_text=_("Vous pouvez mettre fin à l’accès avant."),
        error_messages={"required": _("Choisissez une durée."), "invalid_choice": _("Choisissez une durée.")},
    )


class OfferForm(GiveForm):
    """For how long, and what for."""

    marks = "optional"
    reason = CleanCharField(
        lines=True,
        label=_("Ce qui vous bloque"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("L’opérateur le lit avant d’entrer."),
    )


class AskForm(forms.Form):
    """Why an operator wants to come in; the team reads it."""

    reason = CleanCharField(
        lines=True,
        label=_("Motif"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("L’équipe le reçoit par e-mail et décide."),
        error_messages={"required": _("Dites à l’équipe pourquoi vous voulez entrer.")},
    )


class BreakGlassForm(forms.Form):
    """Why it cannot wait."""

    reason = CleanCharField(
        lines=True,
        label=_("Ce qui ne peut pas attendre"),
        min_length=SHORTEST_REASON,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("L’équipe le reçoit aussitôt, et il reste au journal de la plateforme et de l’espace."),
        error_messages={
            "required": _("Dites ce qui ne peut pas attendre."),
            "min_length": _("Dites en une phrase ce qui ne peut pas attendre (%(limit_value)d caractères au moins)."),
        },
    )

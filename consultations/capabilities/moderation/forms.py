"""Forms of moderation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.capabilities.moderation.rules import reason_choices
from platform_core.richtext.fields import CleanCharField

REASON_MISSING = {"required": _("Choisissez un motif dans la liste.")}


class ReportForm(forms.Form):
    """What is asked of someone who reports."""

    reason = forms.ChoiceField(
        label=_("Qu’est-ce qui pose problème ?"),
        choices=reason_choices,
        widget=forms.RadioSelect,
        error_messages=REASON_MISSING,
    )
    message = CleanCharField(
        lines=True,
        label=_("Une précision pour l’équipe"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HideForm(forms.Form):
    """Why a contribution is hidden; the message goes to its author."""

    reason = forms.ChoiceField(
        label=_("Motif"), choices=reason_choices, widget=forms.RadioSelect, error_messages=REASON_MISSING
    )
    message = CleanCharField(
        lines=True,
        label=_("Message à l’auteur"),
        help_text=_("Dites ce qui pose problème et comment reformuler. Ce message lui est envoyé."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Expliquez à l’auteur pourquoi, en une phrase : il la lira.")},
    )


class RestoreForm(forms.Form):
    """A word to the author of a contribution that is shown again."""

    message = CleanCharField(
        lines=True,
        label=_("Message à l’auteur"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

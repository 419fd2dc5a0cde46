"""The form of an official answer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.capabilities.outcomes.models import Fate
from platform_core.richtext.fields import CleanCharField, MarkdownField


class AnswerForm(forms.Form):
    """State, reasons, and in whose name."""

    fate = forms.ChoiceField(
        label=_("Suite donnée"),
        choices=Fate.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez la suite donnée dans la liste.")},
    )
    body = MarkdownField(
        label=_("Réponse motivée"),
        help_text=_("Dites ce qui va être fait, quand, ou pourquoi ce n’est pas possible."),
        max_length=10_000,
        error_messages={"required": _("Donnez vos raisons : c’est ce que les participants attendent.")},
    )
    answered_by = CleanCharField(
        label=_("Au nom de"),
        help_text=_("Par exemple : la direction des espaces verts."),
        max_length=200,
        required=False,
    )

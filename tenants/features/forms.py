"""Forms of the two keys."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.richtext.fields import CleanCharField
from tenants.features.operations import LONGEST


class RefusalForm(forms.Form):
    """Why the operator does not allow a feature."""

    marks = "none"

    reason = CleanCharField(
        label=_("Motif"),
        max_length=LONGEST,
        help_text=_("L’équipe de l’espace le lit sur sa page."),
        error_messages={"required": _("Indiquez le motif : l’équipe de l’espace le lira.")},
    )


class SwitchForm(forms.Form):
    """One key of the team."""

    slug = forms.SlugField()
    on = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")

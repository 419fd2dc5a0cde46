"""The form that brings a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.process.importing import importers
from consultations.process.models import Step


class ImportForm(forms.Form):
    """Which kind of file, and the file."""

    importer = forms.ChoiceField(
        label=_("Que contient le fichier ?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Dites ce que contient le fichier.")},
    )
    file = forms.FileField(
        label=_("Fichier"),
        help_text=_("Un fichier CSV, 20 Mo et 50 000 lignes au plus."),
        error_messages={"required": _("Choisissez un fichier sur votre ordinateur.")},
    )

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["importer"].choices = [(one.slug, one.label) for one in importers(step)]  # type: ignore[attr-defined]  # a ChoiceField

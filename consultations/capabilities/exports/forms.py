"""What is asked for an export."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.process.datasets import Offer
from platform_core.tabular import FORMATS


class ExportForm(forms.Form):
    """Which datasets, in which formats; personal data only for those who may have them."""

    datasets = forms.MultipleChoiceField(
        label=_("Que voulez-vous exporter ?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins un jeu de données.")},
    )
    formats = forms.MultipleChoiceField(
        label=_("Dans quel format ?"),
        help_text=_("Le XLSX s’ouvre dans Excel, l’ODS dans LibreOffice. Les fichiers sont réunis dans un ZIP."),
        choices=[(name, one.label) for name, one in FORMATS.items()],
        initial=["xlsx"],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins un format.")},
    )
    with_personal = forms.BooleanField(
        label=_("Joindre les données personnelles, dans des fichiers à part"),
        help_text=_(
            "Noms, adresses e-mail, contacts : ne les demandez que si vous en avez besoin, ne les publiez pas et "
            "supprimez-les ensuite. Votre demande et chaque téléchargement sont inscrits au journal."
        ),
        required=False,
    )

    def __init__(self, data: Any = None, *, offers: Sequence[Offer], may_personal: bool) -> None:
        super().__init__(data)
        groups = groupby(offers, key=lambda one: one.step)
        choices = [(step.title, [(one.key, one.dataset.label) for one in members]) for step, members in groups]
        field = self.fields["datasets"]
        field.choices = choices  # type: ignore[attr-defined]  # a MultipleChoiceField
        field.initial = [one.key for one in offers]
        if not may_personal:
            del self.fields["with_personal"]

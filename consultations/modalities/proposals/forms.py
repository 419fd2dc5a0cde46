"""Forms of proposals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from consultations.capabilities.authoring.forms import ContributionForm
from consultations.capabilities.lists.forms import ListForm
from consultations.capabilities.outcomes.models import Fate
from consultations.capabilities.outcomes.queries import NONE, of_fate
from consultations.process.models import Contribution
from platform_core.richtext.fields import MarkdownField


class ProposalForm(ContributionForm):
    """What is asked of someone who proposes."""

    body = MarkdownField(
        label=_("Votre proposition"),
        help_text=_("Quel est le besoin ? Que proposez-vous ? Pour qui ?"),
        max_length=5_000,
        rows=10,
        error_messages={"required": _("Expliquez votre proposition en quelques phrases.")},
    )


class ProposalList(ListForm):
    """The filters of a list of proposals: the common ones, and the state."""

    etat = forms.ChoiceField(
        label=_("Suite donnée"),
        required=False,
        choices=[("", _("Toutes")), (NONE, _("Sans réponse")), *Fate.choices],
    )
    field_order = ("q", "theme", "etat", "commune", "structure", "tri")

    def narrow(self, contributions: QuerySet[Contribution]) -> QuerySet[Contribution]:
        """Keep those with the state asked for."""
        state: Any = self.cleaned_data.get("etat")
        return of_fate(contributions, state) if state else contributions

"""What this modality declares."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.modalities.proposals.exports import columns, lines
from consultations.modalities.proposals.queries import KIND, figures, shown_in
from consultations.process.modality import Dataset, Modality, PersonalData

MODALITY = Modality(
    slug="proposals",
    path="propositions",
    label=_("Propositions"),
    description=_("Chacun dépose une idée ; les autres la soutiennent et la commentent ; vous y répondez."),
    invitation=_("Déposer une proposition"),
    icon="lightbulb",
    urls="consultations.modalities.proposals.urls",
    api_kinds="consultations.modalities.proposals.api.KINDS",
    kinds=(KIND,),
    contribution_url=lambda proposal: reverse("proposals:detail", args=[proposal.pk]),
    figures=figures,
    datasets=(Dataset("propositions", _("Propositions"), columns, lines, count=lambda step: shown_in(step).count()),),
    personal_data=(PersonalData("process.Contribution", "author", _("Propositions déposées")),),
    order=20,
)

"""What this modality declares."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.modalities.initiatives.exports import columns, lines
from consultations.modalities.initiatives.queries import KIND, figures, shown_in
from consultations.process.modality import Dataset, Modality, PersonalData

MODALITY = Modality(
    slug="initiatives",
    path="initiatives",
    label=_("Initiatives"),
    description=_(
        "Chacun présente une action qui existe déjà, sur des fiches et une carte, pour que d’autres s’en inspirent."
    ),
    invitation=_("Présenter une initiative"),
    icon="star",
    urls="consultations.modalities.initiatives.urls",
    api_kinds="consultations.modalities.initiatives.api.KINDS",
    kinds=(KIND,),
    contribution_url=lambda initiative: reverse("initiatives:detail", args=[initiative.pk]),
    figures=figures,
    datasets=(Dataset("initiatives", _("Initiatives"), columns, lines, count=lambda step: shown_in(step).count()),),
    personal_data=(PersonalData("process.Contribution", "author", _("Initiatives présentées")),),
    order=30,
)

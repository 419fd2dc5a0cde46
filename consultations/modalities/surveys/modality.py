"""What surveys declare to the process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from consultations.modalities.surveys.exports import DATASETS
from consultations.modalities.surveys.operations.filling import copy_survey, fill_survey
from consultations.modalities.surveys.queries.steps import figures, missing
from consultations.process.modality import Modality, PersonalData
from consultations.process.models import Step
from platform_core.access import System
from platform_core.access.actors import Actor


def copy_step(old: Step, new: Step) -> None:
    """Bring the questions along to the next edition."""
    copy_survey(by=System("next edition"), source=old, step=new)


def fill_step(step: Step, content: Mapping[str, Any], by: Actor) -> None:
    """Write the questions of a template."""
    if content:
        fill_survey(by=by, step=step, content=content)


MODALITY = Modality(
    slug="surveys",
    path="enquetes",
    label=_("Enquête"),
    description=_(
        "Un questionnaire : une réponse par personne, des résultats en graphiques avec le nombre de réponses."
    ),
    invitation=_("Répondre à l’enquête"),
    icon="survey",
    urls="consultations.modalities.surveys.urls.participant",
    team_urls="consultations.modalities.surveys.urls.team",
    api_urls="consultations.modalities.surveys.urls.api",
    figures=figures,
    missing=missing,
    copy_step=copy_step,
    fill_step=fill_step,
    demo="consultations.modalities.surveys.demo.fill",
    datasets=DATASETS,
    personal_data=(
        PersonalData("surveys.Response", "person", _("Réponses aux enquêtes nominatives")),
        PersonalData(
            "surveys.Participation", "person", _("Participations aux enquêtes anonymes"), on_erasure="delete"
        ),
    ),
    takes_comments=False,
    takes_supports=False,
    order=10,
)

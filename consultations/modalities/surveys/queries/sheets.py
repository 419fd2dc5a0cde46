"""The answer sheet of whoever is answering."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from consultations.modalities.surveys.models import Answer, Participation, Response, Survey
from consultations.modalities.surveys.rules.questions import Value
from consultations.process.models import Step
from platform_core.access.actors import Actor

ALREADY = _(
    "Vous avez déjà répondu à cette enquête. Elle est anonyme : rien ne nous dit quelles réponses sont les vôtres. "
    "Pour les corriger, revenez avec l’appareil et le navigateur qui ont servi à répondre."
)


def ticket(secret: str, survey: Survey, person: Actor) -> str:
    """Return what finds an anonymous sheet again.

    `secret` stays in the person's browser and is nowhere on the server: without it nobody can make this ticket again from
    the tables. The person is part of it, so that two people who share a browser do not share a sheet.
    """
    return hmac.new(secret.encode(), f"{survey.pk}:{person.pk}".encode(), hashlib.sha256).hexdigest()


def sheet_of(person: Actor, survey: Survey, secret: str = "") -> Response | None:
    """Return the sheet of a person, or behind their browser's secret; `None` when there is none yet."""
    if not survey.is_written or person.pk is None:
        return None
    if survey.is_anonymous:
        return survey.responses.filter(ticket=ticket(secret, survey, person)).first() if secret else None
    return survey.responses.filter(person_id=person.pk).first()


def has_taken_part(person: Actor, survey: Survey) -> bool:
    """Tell whether a person has sent answers to an anonymous survey (which ones cannot be known)."""
    return survey.is_written and Participation.objects.filter(survey=survey, person_id=person.pk).exists()


def takers(step: Step, among: Collection[int]) -> set[int]:
    """Return those of these accounts that have sent answers to the survey of a step, in one query; a draft is not sent."""
    named = Response.objects.sent().filter(survey__step=step, person__in=among).values_list("person_id")
    unnamed = Participation.objects.filter(survey__step=step, person__in=among).values_list("person_id")
    return {person for (person,) in named.union(unnamed)}


def sent_values(sheet: Response) -> dict[str, Value]:
    """Return what was sent, by key of question; questions left empty are not in it."""
    rows = Answer.objects.filter(response=sheet, value__isnull=False).values_list("question__key", "value")
    return dict(rows)


def working_values(sheet: Response | None) -> dict[str, Value]:
    """Return what is being written: the draft, else what was sent, else nothing."""
    if sheet is None:
        return {}
    if sheet.draft is not None:
        return dict(sheet.draft)
    return {} if sheet.is_draft else sent_values(sheet)

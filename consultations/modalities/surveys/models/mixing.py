"""Keep PostgreSQL itself from telling who wrote which sheet of an anonymous survey.

PostgreSQL keeps in every row the number of the transaction that wrote it (`xmin`) and its place in the table (`ctid`): two
rows written together can be told from the others, whatever their columns say. So a new row is rewritten in one stroke with
others taken at random: their transaction becomes the same, and says nothing. Callers hold the lock of the survey's row, so
that no two of them rewrite the same rows in two orders.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F

if TYPE_CHECKING:
    from consultations.modalities.surveys.models.response import Response
    from consultations.modalities.surveys.models.survey import Survey

PEOPLE = 200  # rewritten with the new one; in a smaller survey, all of them
SHEETS = 20  # fewer: each has as many rows as questions


class ParticipationManager(models.Manager[Any]):
    """Records participations."""

    def add_once(self, survey: Survey, person_id: int) -> bool:
        """Record that a person took part; False when they already had."""
        made, is_new = self.get_or_create(survey=survey, person_id=person_id)
        if is_new:
            others = self.filter(survey=survey).order_by("?").values_list("pk", flat=True)[:PEOPLE]
            self.filter(pk__in=[made.pk, *others]).update(survey=F("survey"))
        return is_new


class ResponseManager(models.Manager[Any]):
    """Finds and mixes sheets."""

    def sent(self) -> models.QuerySet[Any]:
        """Keep those that count."""
        return self.filter(is_draft=False)

    def mix(self, sheet: Response) -> None:
        """Rewrite a sheet that was just sent together with others of its survey."""
        others = self.sent().filter(survey=sheet.survey_id).order_by("?").values_list("pk", flat=True)[:SHEETS]
        keys = [sheet.pk, *others]
        self.filter(pk__in=keys).update(is_draft=F("is_draft"))
        answers = self.model._meta.get_field("answers").related_model
        answers._default_manager.filter(response__in=keys).update(value=F("value"))

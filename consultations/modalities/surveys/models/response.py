"""What people answered. In an anonymous survey nothing here leads from a person to a sheet: see README.md.

PostgreSQL keeps in every row the number of the transaction that wrote it (`xmin`) and its place in the table (`ctid`): two
rows written together can be told from the others, whatever their columns say. So a new row is rewritten in one stroke with
others taken at random: their transaction becomes the same, and says nothing. Callers hold the lock of the survey's row, so
that no two of them rewrite the same rows in two orders.
"""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from consultations.modalities.surveys.models.question import Question
from consultations.modalities.surveys.models.survey import Survey

PEOPLE = 200  # rewritten with the new one; in a smaller survey, all of them
SHEETS = 20  # fewer: each has as many rows as questions


class ParticipationManager(models.Manager):
    """Records participations."""

    def add_once(self, survey: Survey, person_id: int) -> bool:
        """Record that a person took part; False when they already had."""
        made, is_new = self.get_or_create(survey=survey, person_id=person_id)
        if is_new:
            others = self.filter(survey=survey).order_by("?").values_list("pk", flat=True)[:PEOPLE]
            self.filter(pk__in=[made.pk, *others]).update(survey=F("survey"))
        return is_new


class ResponseManager(models.Manager):
    """Finds and mixes sheets."""

    def sent(self) -> models.QuerySet[Any]:
        """Keep those that count."""
        return self.filter(is_draft=False)

    def mix(self, sheet: Response) -> None:
        """Rewrite a sheet that was just sent together with others of its survey."""
        others = self.sent().filter(survey=sheet.survey_id).order_by("?").values_list("pk", flat=True)[:SHEETS]
        keys = [sheet.pk, *others]
        self.filter(pk__in=keys).update(is_draft=F("is_draft"))
        Answer.objects.filter(response__in=keys).update(value=F("value"))


class Response(models.Model):
    """One answer sheet: of a `person`, or in an anonymous survey of whoever holds the secret behind `ticket`.

    `draft` holds what is being written ({key of question: value}); `answers` hold what was sent. Its number is random:
    the order of the rows says nothing of the order of arrival.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    is_anonymous = models.BooleanField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="survey_responses"
    )
    ticket = models.CharField(max_length=64, null=True)
    is_draft = models.BooleanField(default=True)
    draft = models.JSONField(null=True)
    submitted_on = models.DateField(null=True)
    submitted_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(null=True)

    objects = ResponseManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "person"], name="response_one_per_person"),
            models.UniqueConstraint(fields=["survey", "ticket"], name="response_one_per_ticket"),
            models.CheckConstraint(
                # The database too refuses a name, or an hour, on an anonymous sheet.
                condition=Q(is_anonymous=False, ticket=None)
                | Q(is_anonymous=True, person=None, submitted_at=None, updated_at=None),
                name="response_anonymous_or_named",
            ),
            models.CheckConstraint(
                condition=Q(is_draft=True, submitted_on=None) | Q(is_draft=False, submitted_on__isnull=False),
                name="response_sent_has_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["survey"], condition=Q(is_draft=False), name="response_sent"),
        ]

    def __str__(self) -> str:
        """Name the sheet by its survey, never by its person."""
        return f"{self.survey_id}/{self.pk}"


class Answer(models.Model):
    """The answer to one question that was asked; a null `value` says that it was asked and left empty."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    value = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "response"], name="answer_once"),
        ]

    def __str__(self) -> str:
        """Name the answer by its question."""
        return f"{self.response_id}/{self.question_id}"


class Participation(models.Model):
    """That a person has answered an anonymous survey, and nothing else: no date, no number in order of arrival."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="survey_participations"
    )

    objects = ParticipationManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "person"], name="participation_once"),
        ]

    def __str__(self) -> str:
        """Name the participation by its survey."""
        return f"{self.survey_id}"

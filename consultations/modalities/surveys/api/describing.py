"""How a survey, its results and one's answers are described: each field by name, no account and no address."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from consultations.modalities.surveys.models import Question
from consultations.modalities.surveys.queries.definitions import Definition
from consultations.modalities.surveys.queries.results import Result
from consultations.modalities.surveys.queries.wording import labels
from consultations.modalities.surveys.rules.kinds import DECIDING, WITH_CHOICES, Kind
from consultations.process.api.fields import AbilitySerializer, CodeSerializer
from consultations.process.models import Moment, Step
from platform_core.access import abilities
from platform_core.access.actors import Actor, roles_of
from platform_core.access.roles import TEAM

Data = dict[str, Any]
ABILITIES = ("surveys.answer", "surveys.results")


class ConditionSerializer(serializers.Serializer[Any]):
    """When a question is asked."""

    question = serializers.CharField(help_text=_("Clé d’une question posée avant."))
    values = serializers.ListField(child=serializers.CharField(), help_text=_("L’une de ces réponses suffit."))


class QuestionSerializer(serializers.Serializer[Any]):
    """One question."""

    key = serializers.CharField(help_text=_("Stable : ne change pas quand le texte est corrigé."))
    type = CodeSerializer()
    label = serializers.CharField()  # type: ignore[assignment]  # an option of serializers has this name too
    help = serializers.CharField(allow_blank=True)
    required = serializers.BooleanField()  # type: ignore[assignment]  # likewise
    options = CodeSerializer(many=True, help_text=_("Ce qui se choisit ; vide pour ce qui s’écrit."))
    minimum = serializers.FloatField(allow_null=True)
    maximum = serializers.FloatField(allow_null=True)
    step = serializers.FloatField(allow_null=True)
    show_if = ConditionSerializer(allow_null=True)


class SectionSerializer(serializers.Serializer[Any]):
    """Questions under one title."""

    title = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True, help_text=_("En Markdown."))
    questions = QuestionSerializer(many=True)


class SurveySerializer(serializers.Serializer[Any]):
    """A survey as it is asked."""

    step = serializers.IntegerField(help_text=_("Numéro de l’étape."))
    title = serializers.CharField()
    intro = serializers.CharField(allow_blank=True, help_text=_("En Markdown."))
    anonymous = serializers.BooleanField()
    sections = SectionSerializer(many=True, help_text=_("Vide tant que l’enquête n’a pas ouvert."))
    abilities = serializers.DictField(child=AbilitySerializer())


class BarSerializer(serializers.Serializer[Any]):
    """How many gave an answer."""

    label = serializers.CharField()  # type: ignore[assignment]  # an option of serializers has this name too
    count = serializers.IntegerField()


class FactSerializer(serializers.Serializer[Any]):
    """A mean, a median, an end."""

    label = serializers.CharField()  # type: ignore[assignment]  # an option of serializers has this name too
    value = serializers.CharField()


class ResultSerializer(serializers.Serializer[Any]):
    """What was answered to one question, in all."""

    question = serializers.CharField(help_text=_("Clé de la question."))
    label = serializers.CharField()  # type: ignore[assignment]  # an option of serializers has this name too
    asked = serializers.IntegerField(help_text=_("À combien de personnes elle a été posée."))
    answered = serializers.IntegerField(help_text=_("Combien y ont répondu."))
    hidden = serializers.BooleanField(help_text=_("Trop peu de réponses à une enquête anonyme pour les montrer."))
    counts = BarSerializer(many=True)
    facts = FactSerializer(many=True)


class ResultsSerializer(serializers.Serializer[Any]):
    """The results of a survey."""

    step = serializers.IntegerField()
    responses = serializers.IntegerField(help_text=_("Nombre de réponses à l’enquête."))
    questions = ResultSerializer(many=True)


class AnswersSerializer(serializers.Serializer[Any]):
    """One's own answers, by key of question."""

    submitted_on = serializers.DateField(read_only=True, allow_null=True)
    answers = serializers.DictField(
        child=serializers.JSONField(allow_null=True),
        help_text=_(
            "Un texte (short, long, yes_no, date AAAA-MM-JJ), un nombre (number, scale), une liste de clés (ranking) ou "
            '{"chosen": [clés], "other": texte} (single, multiple).'
        ),
    )


def questions_shown(step: Step, actor: Actor) -> bool:
    """Tell whether an actor may read the questions: not before the survey opens, as on its page."""
    return step.moment != Moment.BEFORE or bool(roles_of(actor) & TEAM)


def survey_data(known: Definition, actor: Actor) -> Data:
    """Return a survey for `SurveySerializer`."""
    survey = known.survey
    shown = {
        "step": survey.step_id,
        "title": str(survey),
        "intro": survey.intro,
        "anonymous": survey.is_anonymous,
        "sections": [
            {
                "title": block.section.title,
                "text": block.section.text,
                "questions": [_question(one) for one in block.questions],
            }
            for block in (known.blocks if questions_shown(survey.step, actor) else [])
        ],
        "abilities": abilities(ABILITIES, actor, survey.step),
    }
    return dict(SurveySerializer(shown).data)


def results_data(step_id: int, total: int, found: list[Result]) -> Data:
    """Return results for `ResultsSerializer`."""
    shown = {"step": step_id, "responses": total, "questions": [_result(one) for one in found]}
    return dict(ResultsSerializer(shown).data)


def _question(question: Question) -> Data:
    offered = question.kind in WITH_CHOICES or question.kind in DECIDING
    return {
        "key": question.key,
        "type": {"code": question.kind, "label": Kind(question.kind).label},
        "label": question.label,
        "help": question.help,
        "required": question.is_required,
        "options": [{"code": key, "label": words} for key, words in labels(question).items()] if offered else [],
        "minimum": question.low,
        "maximum": question.high,
        "step": question.interval,
        "show_if": {"question": question.depends_on.key, "values": question.depends_values}
        if question.depends_on
        else None,
    }


def _result(result: Result) -> Data:
    ranks = [{"label": row.label, "value": row.mean} for row in result.ranks]
    return {
        "question": result.question.key,
        "label": result.question.label,
        "asked": result.asked,
        "answered": result.answered,
        "hidden": result.is_hidden,
        "counts": [{"label": label, "count": count} for label, count in result.bars],
        "facts": ranks or [{"label": label, "value": value} for label, value in result.facts],
    }

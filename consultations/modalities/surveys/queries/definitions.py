"""A survey as it is asked: its sections, its questions in order, the pages on which they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models.expressions import BaseExpression
from django.http import Http404
from django.shortcuts import get_object_or_404

from consultations.modalities.surveys.models import Question, Section, Survey
from consultations.modalities.surveys.rules.conditions import asked
from consultations.modalities.surveys.rules.questions import Spec, Values
from consultations.process.models import Consultation, Step
from platform_core.access.actors import Actor

SHORT_SURVEY = 6  # questions: up to there, one page holds them all


@dataclass(frozen=True)
class Block:
    """A section with its questions, in order."""

    section: Section
    questions: list[Question]


@dataclass(frozen=True)
class Definition:
    """A whole survey, read once."""

    survey: Survey
    blocks: list[Block]

    @cached_property
    def questions(self) -> list[Question]:
        """Return all questions, in the order in which they are asked."""
        return [question for block in self.blocks for question in block.questions]

    @cached_property
    def specs(self) -> list[Spec]:
        """Return the rules of all questions, in order."""
        return [question.spec for question in self.questions]

    @cached_property
    def by_key(self) -> dict[str, Question]:
        """Return the questions by key."""
        return {question.key: question for question in self.questions}

    def asked(self, values: Values) -> list[Question]:
        """Return the questions asked to someone who answered that."""
        return [self.by_key[spec.key] for spec in asked(self.specs, values)]

    @property
    def pages(self) -> list[list[Block]]:
        """Return the blocks page by page: all together when the survey is short, else one section a page."""
        filled = [block for block in self.blocks if block.questions]
        if len(self.questions) <= SHORT_SURVEY:
            return [filled] if filled else []
        return [[block] for block in filled]


def visible_step(actor: Actor, step_id: int, modality: str, **more: BaseExpression) -> Step:
    """Return a step of that modality that an actor may see, with `more` read along; raises `Http404`, the same for what
    does not exist.
    """
    seen = Consultation.objects.visible_to(actor)
    steps = Step.objects.select_related("consultation", "survey").filter(modality=modality, consultation__in=seen)
    return get_object_or_404(steps.annotate(**more), pk=step_id)


def survey_of(step: Step) -> Survey:
    """Return the survey of a step; one that is not in the database yet when nothing was written."""
    return Survey.objects.of(step)


def definition(survey: Survey, *, with_empty: bool = False) -> Definition:
    """Read a survey whole, in two queries whatever its length; `with_empty` adds the sections without question (three)."""
    if not survey.is_written:
        return Definition(survey, [])
    related = Question.objects.filter(survey=survey).select_related("section", "depends_on")
    questions = list(related.prefetch_related("choices"))
    sections = Section.objects.filter(survey=survey) if with_empty else [one.section for one in questions]
    blocks = {section.pk: Block(section, []) for section in sections}
    for question in questions:
        blocks[question.section_id].questions.append(question)
    return Definition(survey, list(blocks.values()))


def page_of(pages: list[list[Block]], number: int) -> list[Block]:
    """Return the blocks of a page, counted from 1; raises `Http404` beyond the last."""
    if not 1 <= number <= len(pages):
        raise Http404
    return pages[number - 1]

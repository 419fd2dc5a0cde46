"""Add, change, copy, move and remove questions."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from consultations.modalities.surveys.models import Choice, Question, Section, Survey
from consultations.modalities.surveys.queries.conflicts import refuse_conflicts
from consultations.modalities.surveys.rules.keys import free_key, keyed
from consultations.modalities.surveys.rules.kinds import DECIDING
from consultations.modalities.surveys.rules.shape import MOST_QUESTIONS, fault
from consultations.process.changing import change_fields, locked
from consultations.process.models import Step
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken

Choices = Sequence[tuple[str, str]]  # (key, or "" for a new one; label)

TEXTS = ("label", "help", "low_label", "high_label")  # what may still be corrected once someone has begun
COPIED = (
    "survey_id", "section_id", "kind", "label", "help", "is_required", "has_other", "low", "high", "interval", "low_label",
    "high_label", "depends_on_id", "depends_values",
)  # fmt: skip


@transaction.atomic
def add_question(
    *,
    by: Actor,
    step: Step,
    kind: str,
    label: str,
    section: Section | None = None,
    choices: Choices = (),
    key: str = "",
    **fields: Any,
) -> Question:
    """Add a question at the end of a section (by default the last one, made when there is none).

    Raises `RuleBroken`, naming the field of the form, when it could not be asked, and once someone has begun to answer.
    """
    require("surveys.edit", by, step)
    survey = Survey.objects.for_writing(step)
    survey.refuse_if_begun()
    section = section or survey.sections.last() or Section.objects.create(survey=survey)
    taken = set(survey.questions.values_list("key", flat=True))
    if len(taken) >= MOST_QUESTIONS:
        raise RuleBroken("too_many", _("Une enquête compte %(n)s questions au plus.") % {"n": MOST_QUESTIONS})
    question = Question(
        survey=survey,
        section=section,
        kind=kind,
        label=label,
        key=key if key and key not in taken else free_key(key or label, taken, "question"),
        order=_last(section),
        **fields,
    )
    choices = keyed(choices)
    _refuse_faults(question, choices)
    question.save()
    _write_choices(question, choices)
    refuse_conflicts(survey)
    record("surveys.add_question", by=by, target=survey, question=question.pk, kind=kind)
    return question


@transaction.atomic
def edit_question(
    *, by: Actor, question: Question, choices: Choices | None = None, seen: str | None = None, **fields: Any
) -> Question:
    """Change a question. Once someone has begun to answer, only its words and those of its choices.

    Raises `RuleBroken`, naming the field, when it could not be asked, when something else would change, or when somebody
    else saved meanwhile.
    """
    require("surveys.edit", by, question.survey.step)
    survey = Survey.objects.for_writing(question.survey.step)
    now = locked(question)
    _refuse_beyond_texts(survey, now, fields, choices)
    candidate = copy(now)
    for name, value in fields.items():
        setattr(candidate, name, value)
    _refuse_faults(candidate, _present(now) if choices is None else keyed(choices))
    was = {name: getattr(now, name) for name in fields}
    place = _last(fields["section"]) if fields.get("section", now.section) != now.section else now.order
    changed = change_fields(now, fields, seen)
    if place != now.order:
        change_fields(now, {"order": place})
    for name in set(changed).intersection(TEXTS):
        survey.note_correction(_("Question « %(label)s »") % {"label": now.label}, was[name], fields[name])
    if choices is not None:
        changed += ["choices"] * _change_choices(survey, now, choices)
    refuse_conflicts(survey)
    if changed:
        record("surveys.edit_question", by=by, target=survey, question=now.pk, fields=changed)
    return now


@transaction.atomic
def duplicate_question(*, by: Actor, question: Question) -> Question:
    """Copy a question right after it; raises `RuleBroken` once someone has begun to answer."""
    require("surveys.edit", by, question.survey.step)
    survey = Survey.objects.for_writing(question.survey.step)
    survey.refuse_if_begun()
    now = locked(question)
    taken = set(survey.questions.values_list("key", flat=True))
    made = Question.objects.create(
        key=free_key(now.key, taken, "question"), order=now.order, **{name: getattr(now, name) for name in COPIED}
    )
    _write_choices(made, _present(now))
    others = list(now.section.questions.exclude(pk=made.pk))
    others.insert(next(i for i, one in enumerate(others) if one.pk == now.pk) + 1, made)
    _renumber(others)
    record("surveys.duplicate_question", by=by, target=survey, question=now.pk, copy=made.pk)
    return made


@transaction.atomic
def delete_question(*, by: Actor, question: Question) -> None:
    """Remove a question; raises `RuleBroken` when another is shown according to it, or once someone has begun."""
    require("surveys.edit", by, question.survey.step)
    survey = Survey.objects.for_writing(question.survey.step)
    survey.refuse_if_begun()
    now = locked(question)
    if dependent := now.dependents.first():
        message = _("« %(question)s » s’affiche selon la réponse à cette question : changez d’abord sa condition.")
        raise RuleBroken("depended_on", message % {"question": dependent.label})
    record("surveys.delete_question", by=by, target=survey, question=now.pk, label=now.label)
    now.delete()


@transaction.atomic
def order_questions(*, by: Actor, section: Section, order: Sequence[int]) -> None:
    """Put the questions of a section in an order, given by all their numbers.

    Raises `RuleBroken` when the list is not the present one, when a condition would rest on a question that comes later,
    or once someone has begun to answer.
    """
    require("surveys.edit", by, section.survey.step)
    survey = Survey.objects.for_writing(section.survey.step)
    survey.refuse_if_begun()
    rows = {question.pk: question for question in section.questions.all()}
    if sorted(rows) != sorted(order):
        raise RuleBroken("stale_order", _("La liste a changé entre-temps : rechargez la page."))
    _renumber([rows[key] for key in order])
    refuse_conflicts(survey)
    record("surveys.order_questions", by=by, target=survey, section=section.pk, order=list(order))


def _last(section: Section) -> int:
    last = section.questions.aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def _renumber(questions: Sequence[Question]) -> None:
    for place, question in enumerate(questions):
        question.order = place
    Question.objects.bulk_update(questions, ["order"])


def _refuse_faults(question: Question, choices: Choices) -> None:
    """Raise `RuleBroken` when the question, as it would be with these choices, could not be asked."""
    if found := fault(question.spec_with([key for key, _label in choices]), [label for _key, label in choices]):
        field, message = found
        raise RuleBroken("question", message, field)
    if question.depends_on is not None and question.depends_on.kind not in DECIDING:
        raise RuleBroken("condition_kind", _("Cette question ne peut pas servir de condition."), "depends_on")


def _present(question: Question) -> list[tuple[str, str]]:
    return [(choice.value, choice.label) for choice in question.choices.all()]


def _refuse_beyond_texts(survey: Survey, now: Question, fields: dict[str, Any], choices: Choices | None) -> None:
    for name, value in fields.items():
        if name not in TEXTS and getattr(now, name) != value:
            survey.refuse_if_begun(name)
    if choices is not None and [key for key, _label in choices] != [choice.value for choice in now.choices.all()]:
        survey.refuse_if_begun("choices")


def _write_choices(question: Question, choices: Choices) -> None:
    Choice.objects.bulk_create(
        Choice(question=question, value=value, label=label, order=order)
        for order, (value, label) in enumerate(choices)
    )


def _change_choices(survey: Survey, question: Question, choices: Choices) -> bool:
    """Make the choices those given, keeping the rows whose key stays; return whether anything changed."""
    before = {choice.value: choice for choice in question.choices.all()}
    after = keyed([(key if key in before else "", label) for key, label in choices])
    if _present(question) == after:
        return False
    question.choices.exclude(value__in=[value for value, _label in after]).delete()
    for order, (value, label) in enumerate(after):
        if value in before:
            survey.note_correction(_("Réponse à « %(label)s »") % {"label": question}, before[value].label, label)
        Choice.objects.update_or_create(question=question, value=value, defaults={"label": label, "order": order})
    return True

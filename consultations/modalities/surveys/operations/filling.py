"""Fill a whole survey at once: from a template's JSON, or from the survey of an earlier edition."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from consultations.modalities.surveys.models import Choice, Question, Section, Survey
from consultations.modalities.surveys.operations.building import add_section, edit_survey
from consultations.modalities.surveys.operations.questions import COPIED, add_question
from consultations.modalities.surveys.queries.definitions import definition
from consultations.process.models import Step
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record

SURVEY_COPIED = ("title", "intro", "thanks", "is_anonymous", "shows_results", "shows_texts")


@transaction.atomic
def fill_survey(*, by: Actor, step: Step, content: Mapping[str, Any]) -> Survey:
    """Write the survey described by `content`: {title, intro, thanks, anonymous, sections: [{title, text, questions}]}.

    The shape is that of the templates (README of process/content). An empty `content` writes nothing. Raises `RuleBroken`
    when a question could not be asked.
    """
    require("surveys.edit", by, step)
    texts = {name: content[name] for name in ("title", "intro", "thanks") if name in content}
    survey = edit_survey(by=by, step=step, is_anonymous=bool(content.get("anonymous", False)), **texts)
    known: dict[str, Question] = {}
    for part in content.get("sections", ()):
        section = add_section(by=by, step=step, title=part.get("title", ""), text=part.get("text", ""))
        for one in part.get("questions", ()):
            known[one["key"]] = add_question(by=by, step=step, section=section, **_fields(one, known))
    return survey


@transaction.atomic
def copy_survey(*, by: Actor, source: Step, step: Step) -> Survey | None:
    """Bring the survey of a step to another one, without its answers; `None` when there is none."""
    require("surveys.edit", by, step)
    old = Survey.objects.filter(step=source).first()
    if old is None:
        return None
    new = Survey.objects.for_writing(step)
    for name in SURVEY_COPIED:
        setattr(new, name, getattr(old, name))
    new.save()
    copies: dict[int, int] = {}
    for block in definition(old).blocks:
        section = Section.objects.create(
            survey=new, title=block.section.title, text=block.section.text, order=block.section.order
        )
        for question in block.questions:
            copies[question.pk] = _copy_question(question, section, copies)
    record("surveys.copy", by=by, target=new, source=old.pk)
    return new


def _copy_question(old: Question, section: Section, copies: Mapping[int, int]) -> int:
    fields = {name: getattr(old, name) for name in COPIED if name not in {"survey_id", "section_id", "depends_on_id"}}
    new = Question.objects.create(
        survey=section.survey,
        section=section,
        key=old.key,
        order=old.order,
        depends_on_id=copies[old.depends_on_id] if old.depends_on_id else None,
        **fields,
    )
    Choice.objects.bulk_create(
        Choice(question=new, value=choice.value, label=choice.label, order=choice.order)
        for choice in old.choices.all()
    )
    return new.pk


def _fields(one: Mapping[str, Any], known: Mapping[str, Question]) -> dict[str, Any]:
    """Return the arguments of `add_question` for a question of a template."""
    scale = one.get("scale") or {}
    condition = one.get("show_if") or {}
    values = condition.get("includes") or [condition.get("equals")]
    return {
        "key": one["key"],
        "kind": one["type"],
        "label": one["label"],
        "help": one.get("help", ""),
        "is_required": bool(one.get("required", False)),
        "has_other": bool(one.get("other", False)),
        "choices": [(option["value"], option["label"]) for option in one.get("options", ())],
        "low": _decimal(scale.get("min", one.get("min"))),
        "high": _decimal(scale.get("max", one.get("max"))),
        "interval": _decimal(one.get("step")),
        "low_label": scale.get("min_label", ""),
        "high_label": scale.get("max_label", ""),
        "depends_on": known[condition["question"]] if condition else None,
        "depends_values": [str(value) for value in values if value is not None],
    }


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))

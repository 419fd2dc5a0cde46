"""Build a survey: what surrounds the questions, and the sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from consultations.modalities.surveys.models import Section, Survey
from consultations.modalities.surveys.queries.conflicts import refuse_conflicts
from consultations.process.changing import change_fields, locked
from consultations.process.models import Step
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken


@transaction.atomic
def edit_survey(*, by: Actor, step: Step, seen: str | None = None, **fields: Any) -> Survey:
    """Change what surrounds the questions. Whether answers are anonymous no longer changes once someone has begun.

    Raises `RuleBroken` then, or when somebody else saved meanwhile.
    """
    require("surveys.edit", by, step)
    survey = Survey.objects.for_writing(step)
    if fields.get("is_anonymous", survey.is_anonymous) != survey.is_anonymous:
        survey.refuse_if_begun("is_anonymous")
    before = survey.intro
    changed = change_fields(survey, fields, seen)
    survey.note_correction(_("Présentation de l’enquête"), before, survey.intro)
    if changed:
        record("surveys.edit", by=by, target=survey, fields=changed)
    return survey


@transaction.atomic
def add_section(*, by: Actor, step: Step, title: str = "", text: str = "") -> Section:
    """Add a section after the others; raises `RuleBroken` once someone has begun to answer."""
    require("surveys.edit", by, step)
    survey = Survey.objects.for_writing(step)
    survey.refuse_if_begun()
    last = survey.sections.aggregate(last=Max("order"))["last"]
    section = Section.objects.create(survey=survey, title=title, text=text, order=0 if last is None else last + 1)
    record("surveys.add_section", by=by, target=survey, section=section.pk)
    return section


@transaction.atomic
def edit_section(*, by: Actor, section: Section, title: str, text: str, seen: str | None = None) -> Section:
    """Change the words of a section, at any time while the survey can be edited."""
    require("surveys.edit", by, section.survey.step)
    survey = Survey.objects.for_writing(section.survey.step)
    now = locked(section)
    was = now.title, now.text
    changed = change_fields(now, {"title": title, "text": text}, seen)
    survey.note_correction(_("Titre de section"), was[0], title)
    survey.note_correction(_("Texte de la section « %(title)s »") % {"title": now}, was[1], text)
    if changed:
        record("surveys.edit_section", by=by, target=survey, section=now.pk, fields=changed)
    return now


@transaction.atomic
def delete_section(*, by: Actor, section: Section) -> None:
    """Remove a section with its questions. Raises `RuleBroken` once someone has begun to answer, or when a question
    elsewhere is shown according to one of its answers.
    """
    require("surveys.edit", by, section.survey.step)
    survey = Survey.objects.for_writing(section.survey.step)
    survey.refuse_if_begun()
    now = locked(section)
    outside = survey.questions.exclude(section=now).filter(depends_on__section=now).select_related("depends_on")
    if question := outside.first():
        message = _("« %(question)s », dans une autre section, s’affiche selon la réponse à « %(other)s ».") % {
            "question": question.label,
            "other": question.depends_on,
        }
        raise RuleBroken("depended_on", message)
    record("surveys.delete_section", by=by, target=survey, section=now.pk, questions=now.questions.count())
    now.questions.filter(depends_on__isnull=False).update(depends_on=None, depends_values=[])
    now.delete()


@transaction.atomic
def order_sections(*, by: Actor, step: Step, order: Sequence[int]) -> None:
    """Put the sections in an order, given by all their numbers.

    Raises `RuleBroken` when the list is not the present one, when a condition would rest on a question that comes later,
    or once someone has begun to answer.
    """
    require("surveys.edit", by, step)
    survey = Survey.objects.for_writing(step)
    survey.refuse_if_begun()
    rows = {section.pk: section for section in survey.sections.all()}
    if sorted(rows) != sorted(order):
        raise RuleBroken("stale_order", _("La liste a changé entre-temps : rechargez la page."))
    for place, key in enumerate(order):
        rows[key].order = place
    Section.objects.bulk_update(rows.values(), ["order"])
    refuse_conflicts(survey)
    record("surveys.order_sections", by=by, target=survey, order=list(order))

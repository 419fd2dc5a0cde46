"""Start a consultation, change what it says, throw a draft away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.process.availability import open_modalities
from consultations.process.calendar import end_of, opening_of
from consultations.process.changing import change_fields, keep_promise, locked
from consultations.process.content.loader import StepPlan, Template
from consultations.process.models import Consultation, State, Step, Theme
from consultations.process.slugs import free_slug
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken

DAYS_TO_PREPARE = 21  # between starting a draft and the first opening that is proposed


@transaction.atomic
def create_consultation(
    *, by: Actor, title: str, template: Template | None = None, starts_on: date | None = None, **fields: Any
) -> Consultation:
    """Start a draft, blank or with the themes and steps of a template; its first step opens on `starts_on`."""
    require("consultations.create", by)
    consultation = Consultation.objects.create(
        title=title,
        slug=free_slug(title, Consultation.objects.all(), "concertation"),
        template=template.slug if template else "",
        created_by_id=by.pk,
        **fields,
    )
    if template:
        _fill(consultation, template, starts_on or timezone.localdate() + timedelta(days=DAYS_TO_PREPARE), by)
    record("consultations.create", by=by, target=consultation, template=consultation.template)
    return consultation


@transaction.atomic
def edit_consultation(
    *, by: Actor, consultation: Consultation, seen: str | None = None, **fields: Any
) -> Consultation:
    """Change what a consultation says. The address of a draft follows its title; that of a published one never moves.

    Raises `RuleBroken` when a promise already made would be withdrawn, or somebody else saved meanwhile.
    """
    require("consultations.edit", by, consultation)
    now = locked(consultation)
    require("consultations.edit", by, now)  # somebody else may just have archived it
    keep_promise(now, fields)
    changed = change_fields(now, fields, seen)
    if "title" in changed and now.state == State.DRAFT:
        now.slug = free_slug(now.title, Consultation.objects.exclude(pk=now.pk), "concertation")
        now.save(update_fields=["slug"])
    if changed:
        record("consultations.edit", by=by, target=now, fields=changed)
    return now


@transaction.atomic
def delete_draft(*, by: Actor, consultation: Consultation) -> None:
    """Throw away a draft. Raises `RuleBroken` when contributions were put in it (imported, for instance)."""
    require("consultations.delete", by, consultation)
    now = locked(consultation)
    require("consultations.delete", by, now)  # somebody else may just have published it
    if now.contributions.exists():
        raise RuleBroken(
            "has_contributions", _("Ce brouillon contient déjà des contributions : il ne se supprime pas.")
        )
    record("consultations.delete", by=by, target=now, title=now.title)
    now.delete()


def _fill(consultation: Consultation, template: Template, first_day: date, by: Actor) -> None:
    for order, idea in enumerate(template.themes):
        slug = free_slug(idea.title, consultation.themes.all(), "theme")
        Theme.objects.create(
            consultation=consultation, title=idea.title, slug=slug, summary=idea.prompt[:300], order=order
        )
    known = {one.slug: one for one in open_modalities()}
    for order, plan in enumerate(template.steps):
        if modality := known.get(plan.modality):  # an installation may not have them all, nor a space use them all
            step = _step(consultation, plan, first_day, order, **modality.possible())
            modality.fill_step(step, plan.prefill, by)


def _step(consultation: Consultation, plan: StepPlan, first_day: date, order: int, **possible: bool) -> Step:
    opens_on = first_day + timedelta(days=plan.starts_after_days)
    return Step.objects.create(
        consultation=consultation,
        modality=plan.modality,
        title=plan.title,
        intro=plan.intro,
        opens_at=opening_of(opens_on),
        closes_at=end_of(opens_on + timedelta(days=plan.lasts_days - 1)),
        order=order,
        **possible,
    )

"""The next edition: a draft that starts from an earlier consultation, without what people said."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from consultations.process.calendar import shifted
from consultations.process.modality import modality_of
from consultations.process.models import Consultation, Illustration, Partner, Step, Theme
from consultations.process.slugs import free_slug
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record

TEXTS = ("subject", "description", "outcome", "answered_by", "next_steps", "picture_id", "template")
STEP_COLUMNS = (
    "modality", "title", "intro", "order", "settings", "comments_enabled", "supports_enabled", "supports_hidden",
)  # fmt: skip
THEME_COLUMNS = ("title", "slug", "summary", "briefing", "sources", "picture_id", "order")


@transaction.atomic
def copy_consultation(*, by: Actor, consultation: Consultation, title: str, starts_on: date) -> Consultation:
    """Copy a consultation as its next edition: a draft whose first step opens on `starts_on`, every date moved alike."""
    require("consultations.copy", by, consultation)
    steps = list(consultation.steps.all())
    first = min((step.opens_at for step in steps), default=None)
    delay = starts_on - timezone.localdate(first) if first else timedelta(0)
    due_on = consultation.answer_due_on
    copy = Consultation.objects.create(
        title=title,
        slug=free_slug(title, Consultation.objects.all(), "concertation"),
        answer_due_on=due_on + delay if due_on else None,
        previous_edition=consultation,
        created_by_id=by.pk,
        **{name: getattr(consultation, name) for name in TEXTS},
    )
    Partner.objects.bulk_create(_partners(consultation, copy))
    for theme in consultation.themes.all():
        _copy_theme(theme, copy)
    for step in steps:
        _copy_step(step, copy, delay)
    record("consultations.copy", by=by, target=copy, previous=consultation.pk)
    return copy


def _partners(consultation: Consultation, copy: Consultation) -> list[Partner]:
    return [
        Partner(consultation=copy, organisation=one.organisation, person=one.person, part=one.part, order=one.order)
        for one in consultation.partners.all()
    ]


def _copy_theme(theme: Theme, copy: Consultation) -> None:
    made = Theme.objects.create(consultation=copy, **{name: getattr(theme, name) for name in THEME_COLUMNS})
    Illustration.objects.bulk_create(
        Illustration(theme=made, file_id=one.file_id, description=one.description, credit=one.credit, order=one.order)
        for one in theme.illustrations.all()
    )


def _copy_step(step: Step, copy: Consultation, delay: timedelta) -> None:
    made = Step.objects.create(
        consultation=copy,
        opens_at=shifted(step.opens_at, delay),
        closes_at=shifted(step.closes_at, delay),
        **{name: getattr(step, name) for name in STEP_COLUMNS},
    )
    modality_of(step).copy_step(step, made)

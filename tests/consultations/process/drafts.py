"""Drafts that could be published, made through the operations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from consultations.process.models import Consultation, Step
from consultations.process.operations.drafting import create_consultation
from consultations.process.operations.publishing import publish_consultation
from consultations.process.operations.steps import add_step
from platform_core.access.actors import Actor
from tests.consultations.process.conftest import SLUG

CONTRACT = {
    "subject": "Où planter des arbres ?",
    "outcome": "Un plan voté en conseil.",
    "answered_by": "Le conseil municipal",
    "answer_due_on": timezone.localdate() + timedelta(days=200),
}


def make_draft(by: Actor, title: str = "Nature en ville", **fields: Any) -> Consultation:
    return create_consultation(by=by, title=title, **{**CONTRACT, **fields})


def put_step(consultation: Consultation, by: Actor, *, opens: int = -1, closes: int = 30, **fields: Any) -> Step:
    now = timezone.now()
    return add_step(
        by=by,
        consultation=consultation,
        modality=SLUG,
        opens_at=now + timedelta(days=opens),
        closes_at=now + timedelta(days=closes),
        **{"title": "On vote", "settings": {"hands": 1}, **fields},
    )


def make_published(by: Actor, title: str = "Nature en ville", **fields: Any) -> Consultation:
    draft = make_draft(by, title, **fields)
    put_step(draft, by)
    return publish_consultation(by=by, consultation=draft)

"""Forget what no longer serves once a survey is over."""

from __future__ import annotations

from django.db import transaction

from consultations.modalities.surveys.models import Response
from consultations.process.models import Step
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record


@transaction.atomic
def forget_drafts(*, by: Actor, step: Step) -> int:
    """Delete the sheets that were never sent, corrections that were not finished, and the keys of anonymous sheets, which
    nobody can correct any more. Returns how many sheets were deleted; safe to run twice.
    """
    require("surveys.forget", by, step)
    sheets = Response.objects.filter(survey__step=step)
    deleted, _by_model = sheets.filter(is_draft=True).delete()
    sheets.update(draft=None, ticket=None)
    record("surveys.forget_drafts", by=by, target=step, deleted=deleted)
    return deleted

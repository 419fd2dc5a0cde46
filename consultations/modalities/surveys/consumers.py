"""What surveys do of what happens elsewhere."""

from __future__ import annotations

from consultations.modalities.surveys.operations.tidying import forget_drafts
from consultations.process.models import Moment, Step
from platform_core.access import System
from platform_core.background.tasks import BULK
from platform_core.outbox.models import Event
from platform_core.outbox.registry import consumer


@consumer("surveys.forget_after_closing", of="consultation.closed", queue=BULK)
def forget_after_closing(event: Event) -> None:
    """Forget drafts and keys when a consultation is closed before its end."""
    forget(event)


@consumer("surveys.forget_after_archiving", of="consultation.archived", queue=BULK)
def forget_after_archiving(event: Event) -> None:
    """Forget drafts and keys when a consultation that is over is archived."""
    forget(event)


def forget(event: Event) -> None:
    """Forget what the surveys of a consultation no longer need."""
    steps = Step.objects.select_related("consultation").filter(survey__isnull=False)
    for step in steps.filter(consultation=event.payload["consultation_id"]):
        if step.moment == Moment.AFTER:
            forget_drafts(by=System("surveys"), step=step)

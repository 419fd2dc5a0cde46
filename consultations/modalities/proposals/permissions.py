"""Who may propose, and why not."""

from __future__ import annotations

from consultations.process.models import Step
from consultations.process.permissions import step_open
from platform_core.access.actors import Actor
from platform_core.access.conditions import signed_in
from platform_core.access.permissions import Denial, permission


@permission("proposals.create")
def create(actor: Actor, step: Step) -> Denial | None:
    """Submit a proposal: the step is open, and one has an account."""
    return step_open(step) or signed_in(actor)

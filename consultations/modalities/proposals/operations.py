"""Submit, change and withdraw a proposal."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from consultations.capabilities.authoring.joining import join_files
from consultations.modalities.proposals.queries import KIND
from consultations.process.contributing import add_contribution, change_contribution, withdraw
from consultations.process.models import Contribution, Step
from platform_core.access import require
from platform_core.access.actors import Actor


@transaction.atomic
def submit_proposal(*, by: Actor, step: Step, values: dict[str, Any]) -> Contribution:
    """Publish a proposal. `values` are those of its form: `texts` (columns) and the files (see `join_files`).

    Raises `NotAllowed`; `RuleBroken` for a theme, structure or file that is refused: nothing is then kept.
    """
    require("proposals.create", by, step)
    proposal = add_contribution(kind=KIND, step=step, by=by, **values["texts"])
    join_files(proposal, by=by, values=values)
    return proposal


@transaction.atomic
def change_proposal(*, by: Actor, contribution: Contribution, values: dict[str, Any]) -> Contribution:
    """Change one's proposal while its step is open; what it said before stays public."""
    require("contributions.edit", by, contribution)
    change_contribution(contribution, by=by, **values["texts"])
    join_files(contribution, by=by, values=values)
    return contribution


@transaction.atomic
def withdraw_proposal(*, by: Actor, contribution: Contribution) -> Contribution:
    """Take one's proposal back."""
    require("contributions.withdraw", by, contribution)
    return withdraw(contribution, by=by)

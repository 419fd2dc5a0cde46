"""Show, change and withdraw an initiative."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from consultations.capabilities.authoring.joining import join_files
from consultations.modalities.initiatives.models import Initiative
from consultations.modalities.initiatives.queries import KIND
from consultations.process.contributing import add_contribution, change_contribution, withdraw
from consultations.process.models import Contribution, Step
from platform_core.access import require
from platform_core.access.actors import Actor


@transaction.atomic
def submit_initiative(*, by: Actor, step: Step, values: dict[str, Any]) -> Contribution:
    """Publish an initiative. `values`: `texts` (columns of the contribution, and `own`) and the files.

    Raises `NotAllowed`; `RuleBroken` for a theme, structure or file that is refused: nothing is then kept.
    """
    require("initiatives.create", by, step)
    texts = dict(values["texts"])
    own = texts.pop("own")
    contribution = add_contribution(kind=KIND, step=step, by=by, **texts)
    Initiative.objects.create(contribution=contribution, **own)
    join_files(contribution, by=by, values=values)
    return contribution


@transaction.atomic
def change_initiative(*, by: Actor, contribution: Contribution, values: dict[str, Any]) -> Contribution:
    """Change one's initiative while its step is open; what it said before stays public."""
    require("contributions.edit", by, contribution)
    texts = dict(values["texts"])
    Initiative.objects.filter(pk=contribution.pk).update(**texts.pop("own"))
    change_contribution(contribution, by=by, **texts)
    join_files(contribution, by=by, values=values)
    return contribution


@transaction.atomic
def withdraw_initiative(*, by: Actor, contribution: Contribution) -> Contribution:
    """Take one's initiative back."""
    require("contributions.withdraw", by, contribution)
    return withdraw(contribution, by=by)

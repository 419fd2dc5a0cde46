"""Answer a contribution."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.capabilities.outcomes.models import Answer, Fate
from consultations.process.models import Contribution
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit


@transaction.atomic
def answer_contribution(
    *, by: Actor, contribution: Contribution, fate: str, body: str, answered_by: str = ""
) -> Answer:
    """Give a contribution an official answer: its state and the reasons. Authors and supporters are told.

    Raises `NotAllowed`; `RuleBroken` for an unknown state or without reasons.
    """
    require("outcomes.answer", by, contribution)
    if fate not in Fate.values:
        raise RuleBroken("fate", _("Choisissez la suite donnée dans la liste."), "fate")
    if not body.strip():
        raise RuleBroken("body", _("Donnez vos raisons : c’est ce que les participants attendent."), "body")
    Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)  # one answer after the other
    Answer.objects.filter(contribution=contribution, is_current=True).update(is_current=False)
    answer = Answer.objects.create(
        contribution=contribution, fate=fate, body=body.strip(), answered_by=answered_by.strip(), by_id=by.pk
    )
    record("outcomes.answer", by=by, target=contribution, fate=fate)
    emit("contribution.answered", answer_id=answer.pk, contribution_id=contribution.pk, fate=fate)
    return answer

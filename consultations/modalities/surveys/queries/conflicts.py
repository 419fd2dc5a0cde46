"""Is the survey still sound after a change? Asked inside the transaction that changes it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consultations.modalities.surveys.models import Survey
from consultations.modalities.surveys.queries.definitions import Definition, definition
from consultations.modalities.surveys.rules.conditions import misplaced
from platform_core.errors import RuleBroken


def refuse_conflicts(survey: Survey) -> None:
    """Raise `RuleBroken` when a condition rests on a question that comes later, or on an answer that is not offered."""
    known = definition(survey)
    for spec in misplaced(known.specs):
        question = known.by_key[spec.key]
        message = _("« %(question)s » s’affiche selon la réponse à « %(other)s » : elle doit rester après elle.") % {
            "question": question.label,
            "other": question.depends_on,
        }
        raise RuleBroken("condition_order", message, "depends_on")
    _refuse_lost_answers(known)


def _refuse_lost_answers(known: Definition) -> None:
    specs = {spec.key: spec for spec in known.specs}
    for spec in known.specs:
        if spec.condition is None or spec.condition.values <= specs[spec.condition.key].options:
            continue
        message = _(
            "« %(question)s » s’affiche selon une réponse qui ne serait plus proposée : changez d’abord sa condition."
        ) % {"question": known.by_key[spec.key].label}
        raise RuleBroken("condition_answer", message, "choices")

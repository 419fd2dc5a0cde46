"""`{% load outcomes %}{% official_answers contribution %}` and `{{ fate|fate_label }}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from consultations.capabilities.outcomes.models import Fate
from consultations.capabilities.outcomes.queries import TONES, answers_to
from consultations.process.models import Contribution
from platform_core.access import may

register = template.Library()


@register.inclusion_tag("outcomes/answers.html", takes_context=True)
def official_answers(context: Context, contribution: Contribution) -> dict[str, Any]:
    """Show the current answer, the earlier ones, and to the team the link to answer."""
    request = context["request"]
    answers = answers_to(contribution)
    allowed = may("outcomes.answer", request.user, contribution) is None
    return {"contribution": contribution, "answers": answers, "may_answer": allowed}


@register.filter
def fate_label(fate: str | None) -> str:
    """Return the words of a state; without an answer, that it was received."""
    return str(Fate(fate).label) if fate else ""


@register.filter
def fate_tone(fate: str | None) -> str:
    """Return the tone of a state's badge."""
    return TONES.get(Fate(fate), "") if fate else ""

"""`{% load contributions %}{% contribution_actions contribution %}`."""

from __future__ import annotations

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from consultations.process.actions import actions
from consultations.process.modality import contribution_url
from consultations.process.models import Contribution

register = template.Library()


@register.simple_tag(takes_context=True)
def contribution_actions(context: Context, contribution: Contribution, *, on_cards: bool = False) -> SafeString:
    """Show what one can do with a contribution; in a list, only what is shown on cards."""
    request = context["request"]
    shown = SafeString("")
    for action in actions(on_cards=on_cards):
        state = {"contribution": contribution, **action.state(request, contribution)}
        shown += render_to_string(action.template, state, request)
    return shown


@register.simple_tag
def address(contribution: Contribution) -> str:
    """Return where a contribution is read."""
    return contribution_url(contribution)

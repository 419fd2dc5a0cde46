"""`{% load contributions %}{% contribution_actions contribution %}`."""

from __future__ import annotations

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html_join

from consultations.process.actions import actions
from consultations.process.modality import contribution_url
from consultations.process.models import Contribution

register = template.Library()


@register.simple_tag(takes_context=True)
def contribution_actions(context: Context, contribution: Contribution, *, on_cards: bool = False) -> str:
    """Show what one can do with a contribution; in a list, only what is shown on cards."""
    request = context["request"]
    shown = (
        render_to_string(
            action.template, {"contribution": contribution, **action.state(request, contribution)}, request
        )
        for action in actions(on_cards=on_cards)
    )
    return format_html_join("", "{}", ((html,) for html in shown))


@register.simple_tag
def address(contribution: Contribution) -> str:
    """Return where a contribution is read."""
    return contribution_url(contribution)

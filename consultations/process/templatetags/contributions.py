"""`{% load contributions %}{% contribution_actions contribution %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context, Template
from django.utils.html import format_html_join

from consultations.process.actions import actions
from consultations.process.modality import contribution_url
from consultations.process.models import Contribution

register = template.Library()


@register.simple_tag(takes_context=True)
def contribution_actions(context: Context, contribution: Contribution, *, on_cards: bool = False) -> str:
    """Show what one can do with a contribution; in a list, only what is shown on cards."""
    request = context["request"]
    engine = context.template.engine  # type: ignore[union-attr]  # set while a page is rendered
    shown = (
        _rendered(
            engine.get_template(action.template),
            context,
            {"contribution": contribution, **action.state(request, contribution)},
        )
        for action in actions(on_cards=on_cards)
    )
    return format_html_join("", "{}", ((html,) for html in shown))


def _rendered(template: Template, context: Context, state: dict[str, Any]) -> str:
    """Render a part within the page's own context: making a new one for each of a hundred buttons is what costs."""
    with context.push(**state):
        return template.render(context)


@register.simple_tag
def address(contribution: Contribution) -> str:
    """Return where a contribution is read."""
    return contribution_url(contribution)

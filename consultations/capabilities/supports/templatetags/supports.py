"""`{% load supports %}{% support_button contribution %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context

from consultations.capabilities.supports.queries import supports_me
from consultations.process.models import Contribution
from platform_core.access import may

register = template.Library()


@register.inclusion_tag("supports/button.html", takes_context=True)
def support_button(context: Context, contribution: Contribution) -> dict[str, Any]:
    """Show the button, its count, or why one may not support. In a list, annotate with `queries.with_mine` first."""
    return support_state(context["request"], contribution)


def support_state(request: HttpRequest, contribution: Contribution) -> dict[str, Any]:
    """Return what the button shows to the person behind the request."""
    mine = supports_me(contribution, request.user)
    denial = may("supports.remove" if mine else "supports.add", request.user, contribution)
    return {
        "request": request,
        "contribution": contribution,
        "mine": mine,
        "denial": denial,
        "must_sign_in": denial is not None and denial.code == "sign_in",
        "count_shown": contribution.step.supports_shown,
        "enabled": contribution.step.supports_enabled,
    }

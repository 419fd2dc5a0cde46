"""`{% load follows %}{% follow_consultation consultation %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from consultations.capabilities.follows.queries import follows, state_of
from consultations.process.models import Consultation

register = template.Library()


@register.inclusion_tag("follows/button.html", takes_context=True)
def follow_consultation(context: Context, consultation: Consultation) -> dict[str, Any]:
    """Show the button that follows a consultation."""
    request = context["request"]
    state = state_of(request, consultation, following=follows(request.user, consultation))
    return {**state, "request": request, "csrf_token": context.get("csrf_token")}

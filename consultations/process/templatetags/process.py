"""`{% load process %}`: slots, badges and pictures of consultations."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.html import format_html_join

from consultations.process.models import Consultation, Phase
from consultations.process.slots import templates_of
from platform_core.richtext import render

register = template.Library()

TONES = {Phase.OPEN: "sun", Phase.UPCOMING: "info", Phase.BETWEEN: "accent", Phase.DRAFT: "warning"}


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str) -> str:
    """Return what higher layers show in this place of the page."""
    request = context.get("request")
    given: dict[str, Any] = {str(key): value for key, value in context.flatten().items()}
    parts = [get_template(found).render(given, request) for found in templates_of(name)]
    return format_html_join("", "{}", ((part,) for part in parts))


@register.filter
def phase_badge(consultation: Consultation) -> dict[str, str]:
    """Return the badge (label, tone) that says where a consultation is."""
    phase = consultation.phase
    return {"label": str(phase.label), "tone": TONES.get(phase, "")}


@register.filter
def briefing(text: str, heading_level: int = 2) -> str:
    """Return the HTML of a briefing; unlike what participants write, it may show pictures of this site."""
    return render(text, heading_level=heading_level, allow_images=True)


@register.filter
def not_in_text(illustrations: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """Keep the illustrations that a briefing does not place itself: they are shown after it."""
    return [one for one in illustrations if str(one["file"]) not in text]

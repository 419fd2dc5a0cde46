"""`{% load exports %}{% open_data consultation as found %}`."""

from __future__ import annotations

from django import template
from django.template import Context

from consultations.capabilities.exports.models import Export
from consultations.capabilities.exports.queries import open_export
from consultations.process.models import Consultation
from platform_core.access import may

register = template.Library()


@register.simple_tag(takes_context=True)
def open_data(context: Context, consultation: Consultation) -> Export | None:
    """Return the open data of a consultation, `None` before its end or while they are built."""
    if may("exports.open_data", context["request"].user, consultation) is not None:
        return None
    return open_export(consultation)

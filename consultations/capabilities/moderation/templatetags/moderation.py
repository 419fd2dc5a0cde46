"""`{% load moderation %}`: labels of reasons, and the notice that a hidden contribution shows its author."""

from __future__ import annotations

from typing import Any

from django import template

from consultations.capabilities.moderation.queries import notice_for
from consultations.capabilities.moderation.rules import reason_label as label_of
from consultations.process.models import Contribution

register = template.Library()


@register.filter
def reason_label(code: str) -> str:
    """Return the label of a reason."""
    return label_of(code) if code else ""


@register.inclusion_tag("moderation/notice.html")
def moderation_notice(contribution: Contribution) -> dict[str, Any]:
    """Say to the author and to the team why a contribution is hidden; nothing when it is not."""
    return {"decision": notice_for(contribution)}

"""`{% load comments %}{% comment_thread contribution %}`: the comments of a contribution, on its page."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from consultations.capabilities.comments.forms import CommentForm
from consultations.capabilities.comments.queries import thread_context
from consultations.process.models import Contribution

register = template.Library()


@register.inclusion_tag("comments/section.html", takes_context=True)
def comment_thread(context: Context, contribution: Contribution) -> dict[str, Any]:
    """Show the threads, how they divide, and the form (or why one may not comment)."""
    request = context["request"]
    return {**thread_context(request, contribution), "form": CommentForm(), "request": request}

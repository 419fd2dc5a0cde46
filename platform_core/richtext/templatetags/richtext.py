"""{% load richtext %}, then {{ body|markdown }}, {{ body|markdown:2 }}, {{ body|excerpt:200 }}."""

from django import template
from django.utils.safestring import SafeString

from platform_core.richtext import plain, render

register = template.Library()


@register.filter
def markdown(text: str | None, heading_level: int = 3) -> SafeString:
    """HTML of a Markdown text, its titles beginning at `heading_level`."""
    return render(text or "", heading_level=heading_level)


@register.filter
def excerpt(text: str | None, length: int = 200) -> str:
    """The beginning of a Markdown text as words, at most `length` characters; escaped by the template like any text."""
    return plain(text or "", length)

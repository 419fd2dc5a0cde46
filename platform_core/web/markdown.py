"""Text that people write, as the pages show it. What is allowed is decided in `richtext`, for every door alike."""

from django.utils.safestring import SafeString

from platform_core import richtext


def render(text: str, *, top: int = 2) -> SafeString:
    """Return the HTML of `text`; its highest titles are at level `top`, so that they stand under those of the page."""
    return richtext.render(text, heading_level=top)


def excerpt(text: str, length: int = 200) -> str:
    """Return the first `length` characters or so of `text` without any mark, cut between two words."""
    return richtext.plain(text, length)

"""What people write: Markdown shown safely, its plain text, HTML taken in, text made clean. No model, no request."""

from platform_core.richtext.cleaning import sanitise_html
from platform_core.richtext.conversion import html_to_markdown
from platform_core.richtext.extracts import plain
from platform_core.richtext.rendering import render
from platform_core.richtext.texts import clean_line, clean_text

__all__ = ["clean_line", "clean_text", "html_to_markdown", "plain", "render", "sanitise_html"]

"""Form fields for what people write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.richtext.texts import clean_line, clean_text

_TOO_LONG = _("Ce texte compte %(show_value)d caractères, le maximum est %(limit_value)d. Raccourcissez-le un peu.")


class CleanCharField(forms.CharField):
    """A text made clean (see `texts`) before it is checked: on one line, or on several with `lines`.

    The limit counts characters of the clean text. The browser is told of it by `data-max-length`, not `maxlength`, which
    cuts a pasted text without a word.
    """

    default_error_messages = {"max_length": _TOO_LONG}

    def __init__(self, *, lines: bool = False, **options: Any) -> None:  # those of CharField
        self.lines = lines
        if lines:
            options.setdefault("widget", forms.Textarea)
        super().__init__(**options)

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        if not text:
            return text
        return (clean_text(text) if self.lines else clean_line(text)) or self.empty_value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attributes = super().widget_attrs(widget)
        limit = attributes.pop("maxlength", None)
        return attributes | ({"data-max-length": limit} if limit else {})


class MarkdownTextarea(forms.Textarea):
    """A text with a tool bar and a preview; a plain textarea without script. Its template is the design system's."""

    template_name = "web/parts/markdown_editor.html"


class MarkdownField(CleanCharField):
    """A text on several lines, in Markdown."""

    def __init__(self, *, rows: int = 8, **options: Any) -> None:  # those of CharField
        options.setdefault("widget", MarkdownTextarea(attrs={"rows": rows}))
        super().__init__(lines=True, **options)

"""The form of a row that several people may edit: clean texts, and nobody's work lost.

    class ThemeForm(EditForm):
        class Meta:
            model = Theme
            fields = ("title", "briefing")

A view passes `form.changes` and `form.stamp` to the operation and, when it raises, gives the error to `form.refuse`.
"""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db import models
from django.http import QueryDict

from platform_core.concurrency import CHANGED, fingerprint
from platform_core.errors import RuleBroken
from platform_core.richtext.fields import CleanCharField, MarkdownField
from platform_core.web.forms import DateInput, DateTimeInput, MarkdownTextarea


def form_field(column: models.Field, **options: Any) -> forms.Field | None:
    """Return the field of our design for a column: clean text, Markdown editor, calendar of the browser."""
    if column.choices is None:
        match column:
            case models.TextField():
                options = {"max_length": column.max_length, **options, "widget": MarkdownTextarea}
                return column.formfield(form_class=MarkdownField, **options)
            case models.SlugField() | models.URLField() | models.EmailField():
                pass
            case models.CharField():
                return column.formfield(form_class=CleanCharField, **options)
            case models.DateTimeField():
                return column.formfield(widget=DateTimeInput, **options)
            case models.DateField():
                return column.formfield(widget=DateInput, **options)
    return column.formfield(**options)


class EditForm(forms.ModelForm):
    """A form that remembers what it showed. `others` is what somebody else saved meanwhile: [(label, text)]."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        formfield_callback = form_field

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.others: list[tuple[str, str]] = []
        self.names = [name for name in self._meta.fields or () if name in self.fields]
        self.initial["seen"] = fingerprint([self.instance], self.names)

    def _post_clean(self) -> None:
        """Leave the row as it is: the operation writes, says the table's rules in a sentence, and the database keeps them."""

    @property
    def changes(self) -> dict[str, Any]:
        """Return the values to write, by column."""
        return {name: self.cleaned_data[name] for name in self.names}

    @property
    def stamp(self) -> str | None:
        """Return the fingerprint of what the person saw."""
        return self.cleaned_data["seen"] or None

    def refuse(self, error: RuleBroken, current: models.Model | None = None) -> None:
        """Show an error of the operation; when somebody else saved meanwhile, show what beside what was typed, which a
        second save will keep. `current` is the row as it is now.
        """
        self.add_error(error.field if error.field in self.fields else None, error.message)
        if error.code != CHANGED or current is None:
            return
        typed = self.changes
        self.others = [
            (str(self.fields[name].label), str(getattr(current, name) or "–"))
            for name in self.names
            if getattr(current, name) != typed[name]
        ]
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("seen")] = fingerprint([current], self.names)
        self.data = data

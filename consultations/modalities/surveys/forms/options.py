"""The choices of a question, row by row. Buttons add, move and remove rows without script: the page comes back changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from platform_core.richtext import clean_line

Rows = list[tuple[str, str]]  # (key, "" for a new one; label)

LIMIT = 200  # characters of a label
BLANK_ROWS = 3


class OptionRows(forms.Widget):
    """Rows of a hidden key and a label."""

    template_name = "surveys/widgets/options.html"
    use_fieldset = True
    fixed = False
    focus: tuple[int, str] | None = None  # (row, "label", "up" or "down"): where the work goes on

    def id_for_label(self, id_: str | None, index: str | None = None) -> str:
        return f"{id_}_0"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        rows: Rows = list(value or [])
        if not self.fixed:
            rows += [("", "")] * max(0, BLANK_ROWS - len(rows))
        shown = [
            {"key": key, "label": label, "focus": self.focus[1] if self.focus and self.focus[0] == at else ""}
            for at, (key, label) in enumerate(rows)
        ]
        context["widget"] |= {"rows": shown, "fixed": self.fixed}
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Rows:
        keys, labels = data.getlist(f"{name}_key"), data.getlist(f"{name}_label")
        return list(zip(keys, labels, strict=False))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class OptionsField(forms.Field):
    """Returns the rows that have a label; those left blank are dropped."""

    def __init__(self, *, fixed: bool = False, **kwargs: Any) -> None:
        widget = OptionRows()
        widget.fixed = fixed
        self.fixed = fixed
        super().__init__(widget=widget, required=False, **kwargs)

    def clean(self, value: Any) -> Rows:
        rows = [(key, clean_line(label)) for key, label in value or []]
        if self.fixed and not all(label for _key, label in rows):
            raise ValidationError(_("Chaque réponse garde un texte : des personnes l’ont peut-être choisie."))
        if any(len(label) > LIMIT for _key, label in rows):
            raise ValidationError(_("Une réponse compte %(n)s signes au plus.") % {"n": LIMIT})
        return [(key, label) for key, label in rows if label]


def rearranged(rows: Rows, action: str) -> tuple[Rows, tuple[int, str] | None]:
    """Return the rows after a button was pressed ("add", "up-2", "down-0", "remove-1"), and where the work goes on."""
    verb, _dash, place = action.partition("-")
    at = int(place) if place.isdecimal() else -1
    kept = list(rows)
    if verb == "add":
        return [*kept, ("", "")], (len(kept), "label")
    if not 0 <= at < len(kept):
        return kept, None
    row = kept.pop(at)
    if verb == "remove":
        return kept, (max(0, min(at, len(kept) - 1)), "label")
    to = max(0, at - 1) if verb == "up" else min(len(kept), at + 1)
    kept.insert(to, row)
    return kept, (to, _button(verb, to, len(kept)))


def _button(verb: str, at: int, size: int) -> str:
    """Return the button to go on with: the same, or the other one at the end of the list."""
    if at == 0:
        return "down"
    return "up" if at == size - 1 else verb

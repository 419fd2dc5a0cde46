"""Inputs that answers need and that Django does not have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.modalities.surveys.models import Question
from consultations.modalities.surveys.rules.kinds import NO, OTHER, YES

OTHER_SUFFIX = "_other"


class _WithOther:
    """A list of choices with "autre, précisez"; its value is that of the answer: {"chosen": […], "other": "…"}."""

    has_other = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        value = value or {}
        context: dict[str, Any] = super().get_context(name, value.get("chosen") or [], attrs)  # type: ignore[misc]  # the widget this is mixed into
        context["widget"]["other"] = (
            {"name": name + OTHER_SUFFIX, "value": value.get("other", ""), "trigger": OTHER}
            if self.has_other
            else None
        )
        return context

    def picked(self, data: Any, name: str) -> list[str]:
        """Return the choices ticked, those sent empty left out."""
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [one for one in values if one]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        other = data.get(name + OTHER_SUFFIX, "").strip() if self.has_other else ""
        picked = self.picked(data, name)
        if other and not picked:  # without script one may write without ticking
            picked = [OTHER]
        return {"chosen": picked, "other": other} if other else {"chosen": picked}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class SingleChoice(_WithOther, forms.RadioSelect):
    """One answer of a list."""

    template_name = "surveys/widgets/choices.html"


class MultipleChoice(_WithOther, forms.CheckboxSelectMultiple):
    """Several answers of a list."""

    template_name = "surveys/widgets/choices.html"


class Scale(forms.RadioSelect):
    """Notes side by side, with words at both ends."""

    template_name = "surveys/widgets/scale.html"
    low_label = high_label = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"low_label": self.low_label, "high_label": self.high_label}
        return context


class Ranking(forms.Widget):
    """A rank for each answer: {key: rank as text}."""

    template_name = "surveys/widgets/ranking.html"
    use_fieldset = True

    def __init__(self, choices: list[tuple[str, str]]) -> None:
        super().__init__()
        self.choices = choices

    def id_for_label(self, id_: str | None, index: str | None = None) -> str:
        return f"{id_}_0"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        ranks: Mapping[str, str] = value if isinstance(value, dict) else {}
        context["widget"]["rows"] = [
            {"name": f"{name}_{key}", "label": label, "rank": ranks.get(key, "")} for key, label in self.choices
        ]
        context["widget"]["ranks"] = [str(n) for n in range(1, len(self.choices) + 1)]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {key: data[f"{name}_{key}"] for key, _label in self.choices if data.get(f"{name}_{key}")}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


def choices_of(question: Question) -> list[tuple[str, str]]:
    """Return what can be ticked, "autre" last."""
    found = [(choice.value, choice.label) for choice in question.choices.all()]
    return [*found, (OTHER, str(_("Autre, précisez")))] if question.has_other else found


def single(question: Question) -> forms.Widget:
    """Return the input of a single choice."""
    widget = SingleChoice(choices=choices_of(question))
    widget.has_other = question.has_other
    return widget


def multiple(question: Question) -> forms.Widget:
    """Return the input of multiple choices."""
    widget = MultipleChoice(choices=choices_of(question))
    widget.has_other = question.has_other
    return widget


def scale(question: Question) -> forms.Widget:
    """Return the input of a note."""
    widget = Scale(choices=[(str(n), str(n)) for n in question.spec.scale])
    widget.low_label, widget.high_label = question.low_label, question.high_label
    return widget


def yes_no(question: Question) -> forms.Widget:
    """Return the input of yes or no."""
    return forms.RadioSelect(choices=[(YES, _("Oui")), (NO, _("Non"))], attrs={"class": "choices--inline"})

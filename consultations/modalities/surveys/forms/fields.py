"""From what a browser sends to the JSON value of an answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from consultations.modalities.surveys.forms import widgets
from consultations.modalities.surveys.models import Question
from consultations.modalities.surveys.rules.kinds import Kind
from consultations.modalities.surveys.rules.questions import Value
from consultations.modalities.surveys.rules.values import cleaned, plain_number, problem
from platform_core.web.forms import DateInput

NUMBER = re.compile(r"[+-]?[0-9]{1,15}([.,][0-9]{1,6})?")
BLANKS = re.compile(r"[\s\u00a0\u202f]")
FRENCH_DAY = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})")


class AnswerField(forms.Field):
    """The field of one question; `clean` returns the value of its answer, `None` when there is none.

    That a required answer lacks is said by the form, which knows whether the question is asked.
    """

    def __init__(self, question: Question) -> None:
        self.spec = question.spec
        super().__init__(
            required=question.is_required,
            label=question.label,
            help_text=help_of(question),
            widget=WIDGETS[Kind(question.kind)](question),
        )

    def clean(self, value: Any) -> Value:
        """Return the answer; raises `ValidationError` with the sentence of the rules."""
        answer = cleaned(self.spec, PARSERS.get(Kind(self.spec.kind), _as_it_is)(value))
        if fault := problem(self.spec, answer):
            raise ValidationError(fault)
        return answer

    def prepare_value(self, value: Any) -> Any:
        """Return what the input shows, for an answer as well as for what was just typed."""
        if isinstance(value, list):
            return {key: str(rank) for rank, key in enumerate(value, start=1)}
        if self.spec.kind == Kind.SCALE and value is not None:
            return str(value)
        return plain_number(value).replace("\u202f", "").replace("\u00a0", "") if _is_number(value) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return True


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _as_it_is(value: Any) -> Value:
    return value


def _number(value: Any) -> Value:
    text = BLANKS.sub("", str(value or ""))
    if not text:
        return None
    if not NUMBER.fullmatch(text):
        raise ValidationError(_("Écrivez un nombre en chiffres, par exemple 12 ou 3,5."))
    number = float(text.replace(",", "."))
    return int(number) if number.is_integer() else number


def _note(value: Any) -> Value:
    if not value:
        return None
    return int(value) if re.fullmatch(r"-?[0-9]{1,4}", value) else value


def _day(value: Any) -> Value:
    text = str(value or "").strip()
    if found := FRENCH_DAY.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return text
    return text


def _ranks(value: Any) -> Value:
    """Return the keys in order; raises `ValidationError` when ranks lack or are given twice."""
    if not value:
        return None
    ranks = sorted(value.values())
    if len(set(ranks)) < len(ranks):
        raise ValidationError(_("Deux réponses ont le même rang : donnez un rang différent à chacune."))
    return sorted(value, key=lambda key: (len(value[key]), value[key]))


def help_of(question: Question) -> str:
    """Return the help of a question, with what it expects when its own words do not say so."""
    if question.help:
        return question.help
    if question.kind == Kind.RANKING:
        return _("Donnez un rang à chaque réponse : 1 pour la première.")
    if question.kind == Kind.MULTIPLE:
        return _how_many(question)
    return ""


def _how_many(question: Question) -> str:
    low, high = plain_number(question.low), plain_number(question.high)
    if low and high and question.low != 1:
        return _("De %(low)s à %(high)s réponses.") % {"low": low, "high": high}
    if high:
        return _("%(high)s réponses au plus.") % {"high": high}
    return _("Au moins %(low)s réponses.") % {"low": low} if low else _("Plusieurs réponses possibles.")


def _short(question: Question) -> forms.Widget:
    return forms.TextInput(attrs={"data-max-length": question.spec.limit})


def _long(question: Question) -> forms.Widget:
    return forms.Textarea(attrs={"rows": 5, "data-max-length": question.spec.limit})


def _digits(question: Question) -> forms.Widget:
    return forms.TextInput(attrs={"inputmode": "decimal", "class": "input--short", "autocomplete": "off"})


PARSERS: dict[Kind, Callable[[Any], Value]] = {
    Kind.NUMBER: _number,
    Kind.SCALE: _note,
    Kind.DATE: _day,
    Kind.RANKING: _ranks,
}
WIDGETS: dict[Kind, Callable[[Question], forms.Widget]] = {
    Kind.SHORT: _short,
    Kind.LONG: _long,
    Kind.SINGLE: widgets.single,
    Kind.MULTIPLE: widgets.multiple,
    Kind.SCALE: widgets.scale,
    Kind.RANKING: lambda question: widgets.Ranking(widgets.choices_of(question)),
    Kind.NUMBER: _digits,
    Kind.DATE: lambda _question: DateInput(),
    Kind.YES_NO: widgets.yes_no,
}

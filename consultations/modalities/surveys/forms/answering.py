"""One page of a survey."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from consultations.modalities.surveys.forms.fields import AnswerField
from consultations.modalities.surveys.models import Question, Section
from consultations.modalities.surveys.queries.definitions import Block, Definition
from consultations.modalities.surveys.queries.wording import condition_words
from consultations.modalities.surveys.rules.kinds import TEXTS, Kind
from consultations.modalities.surveys.rules.questions import Value, Values
from consultations.modalities.surveys.rules.values import missing

RADIOS = frozenset({Kind.SINGLE, Kind.SCALE, Kind.YES_NO})


@dataclass(frozen=True)
class Line:
    """One question on the page; `condition` and `watch` are set when what decides stands on the same page."""

    question: Question
    field: BoundField
    condition: str = ""
    watch: str = ""  # the name of the field that decides
    wanted: str = ""  # JSON: the answers that make it asked

    @property
    def can_clear(self) -> bool:
        """Tell whether an answer given can be taken back: browsers do not let one untick a radio button."""
        return not self.question.is_required and self.question.kind in RADIOS


class PageForm(forms.Form):
    """The questions of one page that may be asked, given what was answered on the others.

    `values` is `None` in a preview: all are shown, with the condition of each.
    """

    use_required_attribute = False

    def __init__(
        self, data: QueryDict | None = None, *, known: Definition, page: Sequence[Block], values: Values | None
    ) -> None:
        self.known, self.page, self.values, self.is_preview = known, page, values or {}, values is None
        self.questions = list(self._included())
        super().__init__(data, initial={q.field_name: self.values.get(q.key) for q in self.questions})
        for question in self.questions:
            self.fields[question.field_name] = AnswerField(question)

    def _included(self) -> Iterator[Question]:
        """Yield the questions whose condition is met, or is decided on this very page."""
        asked = {question.pk for question in self.known.asked(self.values)}
        here: set[int] = set()
        on_page = {question.pk for block in self.page for question in block.questions}
        for question in (question for block in self.page for question in block.questions):
            decided_here = question.depends_on_id in on_page
            if self.is_preview or (question.depends_on_id in here if decided_here else question.pk in asked):
                here.add(question.pk)
                yield question

    def clean(self) -> dict[str, Any]:
        """Drop what is not asked, with its errors; say what lacks."""
        answers = {**self.values, **self.answers}
        asked = {question.pk for question in self.known.asked(answers)}
        for question in self.questions:
            name = question.field_name
            if question.pk not in asked:
                self.cleaned_data[name] = None
                self.errors.pop(name, None)
            elif name not in self.errors and missing(question.spec, self.cleaned_data.get(name)):
                self.add_error(name, LACKS[Kind(question.kind)]())
        return self.cleaned_data

    @property
    def answers(self) -> dict[str, Value]:
        """Return the answers that are right, by key of question, `None` for those left empty."""
        found = ((question.key, question.field_name) for question in self.questions)
        return {key: self.cleaned_data[name] for key, name in found if name in self.cleaned_data}

    @property
    def sections(self) -> list[tuple[Section, list[Line]]]:
        """Return the sections of the page with their lines; a section without any is left out."""
        included = {question.pk for question in self.questions}
        parts = [
            (block.section, [self._line(one) for one in block.questions if one.pk in included]) for block in self.page
        ]
        return [(section, lines) for section, lines in parts if lines]

    def _line(self, question: Question) -> Line:
        field = self[question.field_name]
        parent = next((one for one in self.questions if one.pk == question.depends_on_id), None)
        if parent is None:
            earlier = self.known.by_key[question.depends_on.key] if question.depends_on and self.is_preview else None
            return Line(question, field, condition_words(question, earlier) if earlier else "")
        wanted = json.dumps(question.depends_values)
        return Line(question, field, condition_words(question, parent), parent.field_name, wanted)


def _lacks_text() -> str:
    return _("Écrivez votre réponse.")


def _lacks_choice() -> str:
    return _("Choisissez une réponse.")


LACKS: dict[Kind, Callable[[], str]] = {
    **dict.fromkeys(Kind, _lacks_choice),
    **dict.fromkeys((Kind(one) for one in TEXTS), _lacks_text),
    Kind.NUMBER: lambda: _("Écrivez un nombre."),
    Kind.DATE: lambda: _("Choisissez une date."),
    Kind.RANKING: lambda: _("Donnez un rang à chaque réponse."),
    Kind.MULTIPLE: lambda: _("Choisissez au moins une réponse."),
}

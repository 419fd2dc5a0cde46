"""Answers and conditions in words."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from consultations.modalities.surveys.models import Question
from consultations.modalities.surveys.rules.kinds import NO, OTHER, YES, Kind
from consultations.modalities.surveys.rules.questions import Value
from consultations.modalities.surveys.rules.values import plain_number


def labels(question: Question) -> dict[str, str]:
    """Return what each option of a question is called, in order, "autre" last; empty for what is typed."""
    if question.kind == Kind.YES_NO:
        return {YES: _("Oui"), NO: _("Non")}
    if question.kind == Kind.SCALE:
        return {str(n): str(n) for n in question.spec.scale}
    found = {choice.value: choice.label for choice in question.choices.all()}
    return found | ({OTHER: _("Autre")} if question.has_other else {})


def lines(question: Question, value: Value) -> list[str]:
    """Return an answer as people read it: one line, or one a choice."""
    if value is None:
        return []
    names = labels(question)
    match Kind(question.kind):
        case Kind.SINGLE | Kind.MULTIPLE:
            return [_chosen(names, key, value.get("other", "")) for key in value["chosen"]]
        case Kind.RANKING:
            return [f"{rank}. {names.get(key, key)}" for rank, key in enumerate(value, start=1)]
        case Kind.DATE:
            return [date_format(date.fromisoformat(value), "j F Y")]
        case Kind.NUMBER:
            return [plain_number(value)]
        case Kind.YES_NO:
            return [str(names.get(value, value))]
    return [str(value)]


def _chosen(names: dict[str, str], key: str, other: str) -> str:
    if key == OTHER and other:
        return _("Autre : %(text)s") % {"text": other}
    return names.get(key, key)


def condition_words(question: Question, parent: Question) -> str:
    """Say when a question is asked: « Si vous avez répondu « Oui » à « … » »."""
    names = labels(parent)
    wanted = [_("« %(answer)s »") % {"answer": names.get(one, one)} for one in question.depends_values]
    return _("Seulement si vous avez répondu %(answers)s à la question « %(question)s »") % {
        "answers": _(" ou ").join(wanted),
        "question": parent.label,
    }

"""One line an answer: what programs that compare answers take in. A question asked and left empty has its line too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from consultations.modalities.surveys.exports.sheets import known_of, sheets
from consultations.modalities.surveys.models import Question
from consultations.modalities.surveys.queries.wording import labels
from consultations.modalities.surveys.rules.kinds import OTHER, Kind
from consultations.modalities.surveys.rules.questions import Value
from consultations.process.models import Step
from platform_core.tabular import Column


def long_columns(step: Step) -> list[Column]:
    """Return the columns; none is personal: the sheet's number leads to its line of the other table."""
    return [
        Column("reponse", _("Réponse"), _("Numéro tiré au hasard, le même d’un tableau à l’autre.")),
        Column("section", _("Section")),
        Column("question_cle", _("Clé de la question"), _("Ne change pas quand le texte est corrigé.")),
        Column("question", _("Question")),
        Column("type", _("Type de question")),
        Column("valeur_cle", _("Clé de la réponse"), _("Pour ce qui se choisit dans une liste.")),
        Column("valeur", _("Réponse donnée"), _("Vide quand la question a été posée et laissée sans réponse.")),
        Column("rang", _("Rang"), _("Pour un classement : 1 pour la première."), "integer"),
    ]


def long_rows(step: Step) -> Iterator[list[Any]]:
    """Yield the answers of each sheet, in the order of the questions."""
    known = known_of(step)
    kinds = {kind.value: str(kind.label) for kind in Kind}
    around = {
        question.pk: [str(block.section.title), question.key, question.label, kinds[question.kind]]
        for block in known.blocks
        for question in block.questions
    }
    for sheet, values in sheets(known):
        for question in known.questions:
            if question.pk in values:
                for cells in _answers(question, values[question.pk]):
                    yield [str(sheet.pk), *around[question.pk], *cells]


def _answers(question: Question, value: Value) -> list[list[Any]]:
    """Return (key, value, rank) for each thing that was answered; one empty line for nothing."""
    if value is None:
        return [[None, None, None]]
    names = labels(question)
    match Kind(question.kind):
        case Kind.SINGLE | Kind.MULTIPLE:
            other = value.get("other")
            return [[key, other if key == OTHER else names.get(key), None] for key in value["chosen"]]
        case Kind.RANKING:
            return [[key, names.get(key), rank] for rank, key in enumerate(value, start=1)]
        case Kind.YES_NO:
            return [[value, names.get(value), None]]
    return [[None, str(value), None]]

"""The figures of the results page: open data, since nobody can be told from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from consultations.modalities.surveys.exports.sheets import known_of
from consultations.modalities.surveys.queries.results import Result, is_too_few, results, sent_count
from consultations.modalities.surveys.rules.kinds import Kind
from consultations.process.models import Step
from platform_core.tabular import Column


def figure_columns(step: Step) -> list[Column]:
    """Return the columns."""
    return [
        Column("question_cle", _("Clé de la question")),
        Column("question", _("Question")),
        Column("type", _("Type de question")),
        Column("reponse", _("Réponse ou mesure")),
        Column("nombre", _("Nombre"), _("De personnes qui ont donné cette réponse."), "integer"),
        Column("valeur", _("Valeur"), _("D’une moyenne, d’une médiane, d’un rang moyen.")),
        Column("ont_repondu", _("Ont répondu à la question"), kind="integer"),
        Column("posee_a", _("Posée à"), _("Moins que le total quand la question dépend d’une réponse."), "integer"),
        Column("reponses", _("Réponses à l’enquête"), kind="integer"),
    ]


def figure_rows(step: Step) -> Iterator[list[Any]]:
    """Yield the lines of each question, in order."""
    known = known_of(step)
    total = sent_count(known.survey)
    if is_too_few(known.survey, total):
        return
    for result in results(known, total):
        question = result.question
        start = [question.key, question.label, str(Kind(question.kind).label)]
        end = [result.answered, result.asked, total]
        for label, count, value in _lines(result):
            yield [*start, label, count, value, *end]


def _lines(result: Result) -> Iterator[tuple[str, int | None, str | None]]:
    if result.is_hidden:
        yield _("Trop peu de réponses"), None, None
        return
    if not result.bars:
        yield _("Textes libres") if result.question.is_text else _("Aucune réponse"), result.answered, None
    for label, count in result.bars:
        yield _("%(label)s, en premier") % {"label": label} if result.ranks else label, count, None
    for label, text in result.facts:
        yield label, None, text
    for row in result.ranks:
        yield _("%(label)s, rang moyen") % {"label": row.label}, None, row.mean

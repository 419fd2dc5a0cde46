"""One line a sheet. Every option of a multiple choice and of a ranking has its column: nothing that was said is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from consultations.modalities.surveys.exports.sheets import known_of, sheets
from consultations.modalities.surveys.models import Question, Response
from consultations.modalities.surveys.queries.wording import labels
from consultations.modalities.surveys.rules.kinds import OTHER, Kind
from consultations.modalities.surveys.rules.questions import Value
from consultations.process.models import Step
from platform_core.tabular import Column
from platform_core.tabular.columns import Kind as ColumnKind

PLAIN: dict[str, ColumnKind] = {Kind.SCALE: "integer", Kind.NUMBER: "decimal", Kind.DATE: "date"}


def wide_columns(step: Step) -> list[Column]:
    """Return what identifies a sheet, then all that each question can hold. An anonymous survey has no personal column."""
    known = known_of(step)
    columns = [
        Column("reponse", _("Réponse"), _("Numéro tiré au hasard, le même d’un tableau à l’autre.")),
        Column("envoyee_le", _("Envoyée le"), _("Jour du premier envoi."), "date"),
    ]
    if not known.survey.is_anonymous:
        columns += [
            Column("modifiee_le", _("Modifiée le"), _("Moment du dernier envoi."), "datetime"),
            Column("nom", _("Nom public"), _("Celui du compte ; vide quand le compte est fermé."), personal=True),
            Column("adresse", _("Adresse e-mail"), _("Celle du compte."), personal=True),
        ]
    return [*columns, *(column for question in known.questions for column in _columns_of(question))]


def wide_rows(step: Step) -> Iterator[list[Any]]:
    """Yield the sheets sent."""
    known = known_of(step)
    names = {question.pk: labels(question) for question in known.questions}
    for sheet, values in sheets(known):
        row = _identity(sheet, named=not known.survey.is_anonymous)
        for question in known.questions:
            row += _cells(question, names[question.pk], values.get(question.pk))
        yield row


def _identity(sheet: Response, *, named: bool) -> list[Any]:
    first = [str(sheet.pk), sheet.submitted_on]
    if not named:
        return first
    person = sheet.person
    return [*first, sheet.updated_at, person.public_name if person else None, person.email if person else None]


def _columns_of(question: Question) -> list[Column]:
    name, label = f"q_{question.key}", question.label
    if question.kind == Kind.MULTIPLE:
        found = [
            Column(f"{name}.{key}", f"{label} : {words}", _("Vrai quand cette réponse est cochée."), "boolean")
            for key, words in labels(question).items()
        ]
    elif question.kind == Kind.RANKING:
        found = [
            Column(f"{name}.{key}", f"{label} : {words}", _("Le rang donné : 1 pour la première."), "integer")
            for key, words in labels(question).items()
        ]
    else:
        found = [Column(name, label, question.help, PLAIN.get(question.kind, "text"))]
    if question.has_other:
        found.append(Column(f"{name}.{OTHER}.texte", _("%(label)s : autre, précisé") % {"label": label}))
    return found


def _cells(question: Question, names: dict[str, str], value: Value) -> list[Any]:
    """Return the cells of one answer, as many as its columns; empty when it was not asked or left empty."""
    other = [(value or {}).get("other")] if question.has_other else []
    match Kind(question.kind):
        case Kind.MULTIPLE:
            ticked = None if value is None else value["chosen"]
            return [*(None if ticked is None else key in ticked for key in names), *other]
        case Kind.RANKING:
            return [None if value is None else value.index(key) + 1 for key in names]
        case Kind.SINGLE:
            return [names.get(value["chosen"][0]) if value else None, *other]
        case Kind.DATE:
            return [date.fromisoformat(value) if value else None]
        case Kind.YES_NO:
            return [names.get(value)]
    return [value]

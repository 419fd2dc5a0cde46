"""Exports lose nothing, name nobody they should not, and stream."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from consultations.modalities.surveys.exports import DATASETS
from consultations.modalities.surveys.models import Response, Survey
from consultations.modalities.surveys.operations.answering import save_draft, submit_answers
from consultations.process.models import Step
from platform_core.accounts.models import User
from platform_core.tabular import Column, write
from platform_core.tabular.columns import distinct
from tests.consultations.modalities.surveys.sample import ANSWERS
from tests.consultations.modalities.surveys.test_results import answered


def table(slug: str, step: Step) -> tuple[list[Column], list[dict[str, Any]]]:
    (dataset,) = [one for one in DATASETS if one.slug == slug]
    columns = list(dataset.columns(step))
    names = [column.name for column in distinct(columns)]
    return columns, [dict(zip(names, row, strict=True)) for row in dataset.rows(step)]


def test_every_option_has_its_column(step: Step, survey: Survey) -> None:
    (person,) = answered(step, ANSWERS)
    columns, (row,) = table("reponses", step)
    expected = {
        "nom": "",
        "adresse": person.email,
        "q_bus": "Oui",
        "q_rythme": "Autre",
        "q_rythme.other.texte": "le week-end",
        "q_freins.prix": True,
        "q_freins.horaires": False,
        "q_freins.arrets": False,
        "q_freins.other": True,
        "q_freins.other.texte": "la peur",
        "q_note": 7,
        "q_ordre.prix": 2,
        "q_ordre.confort": 1,
        "q_ordre.frequence": 3,
        "q_idee": "Un bus\nle soir",
        "q_quartier": "Fives",
        "q_foyer": 3,
        "q_depuis": date(2012, 9, 1),
    }
    assert {name: row[name] for name in row if name.startswith("q_") or name in expected} == expected
    assert [column.name for column in columns if column.personal] == ["nom", "adresse"]


def test_an_empty_answer_and_a_question_not_asked_leave_empty_cells(step: Step, survey: Survey) -> None:
    answered(step, {"bus": "no"})
    _columns, (row,) = table("reponses", step)
    assert row["q_bus"] == "Non"
    assert {value for name, value in row.items() if name.startswith("q_") and name != "q_bus"} == {None}
    _columns, lines = table("reponses-detail", step)
    assert [line["question_cle"] for line in lines] == [
        "bus", "freins", "ordre", "idee", "quartier", "foyer", "depuis",
    ]  # fmt: skip
    assert lines[1]["valeur"] is None


def test_the_long_table_says_all_that_was_answered(step: Step, survey: Survey) -> None:
    answered(step, ANSWERS)
    _columns, lines = table("reponses-detail", step)
    said = [(line["question_cle"], line["valeur_cle"], line["valeur"], line["rang"]) for line in lines]
    assert said == [
        ("bus", "yes", "Oui", None),
        ("rythme", "other", "le week-end", None),
        ("freins", "prix", "le prix", None),
        ("freins", "other", "la peur", None),
        ("note", None, "7", None),
        ("ordre", "confort", "Le confort", 1),
        ("ordre", "prix", "Le prix", 2),
        ("ordre", "frequence", "La fréquence", 3),
        ("idee", None, "Un bus\nle soir", None),
        ("quartier", None, "Fives", None),
        ("foyer", None, "3", None),
        ("depuis", None, "2012-09-01", None),
    ]


def test_an_anonymous_survey_has_no_personal_column_and_no_hour(step: Step, anonymous: Survey) -> None:
    person = User.objects.create_user("p@example.org", pk=987_654_321)  # a number that no answer holds
    save_draft(by=person, step=step, values=ANSWERS, secret="le sien")
    submit_answers(by=person, step=step, secret="le sien")
    for dataset in DATASETS:
        columns, rows = table(dataset.slug, step)
        assert not [column.name for column in columns if column.personal]
        assert not [column.name for column in columns if column.kind == "datetime"]
        assert person.email not in str(rows)
        assert str(person.pk) not in str(rows)


def test_only_figures_are_open_data(step: Step, survey: Survey) -> None:
    answered(step, ANSWERS, {"bus": "no"})
    assert [dataset.slug for dataset in DATASETS if dataset.is_open_data] == ["resultats"]
    _columns, rows = table("resultats", step)
    assert "le week-end" not in str(rows)
    assert "Un bus" not in str(rows)
    yes = next(row for row in rows if row["question_cle"] == "bus" and row["reponse"] == "Oui")
    assert (yes["nombre"], yes["ont_repondu"], yes["posee_a"], yes["reponses"]) == (1, 2, 2, 2)
    note = next(row for row in rows if row["question_cle"] == "note" and row["reponse"] == "Moyenne")
    assert (note["valeur"], note["posee_a"]) == ("7,0", 1)


def test_drafts_are_in_no_export(step: Step, survey: Survey) -> None:
    Response.objects.create(survey=survey, is_anonymous=False, draft={"idee": "pas envoyée"})
    for dataset in DATASETS:
        assert "pas envoyée" not in str(list(dataset.rows(step)))


@pytest.mark.parametrize("slug", [dataset.slug for dataset in DATASETS])
def test_a_step_without_survey_exports_headers_only(step: Step, slug: str) -> None:
    columns, rows = table(slug, step)
    assert columns
    assert rows == []


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "ods", "json"])
def test_each_table_is_written_in_each_format(step: Step, survey: Survey, file_format: str) -> None:
    answered(step, ANSWERS, {"bus": "no"})
    for dataset in DATASETS:
        out = BytesIO()
        write(
            file_format,
            dataset.columns(step),
            dataset.rows(step),
            out,
            title=str(dataset.label),
            time_zone=ZoneInfo("Europe/Paris"),
        )
        assert out.getvalue()

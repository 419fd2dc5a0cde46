"""Answering as a browser without script does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from consultations.modalities.surveys.models import Answer, Question, Response, Survey
from consultations.process.models import Step
from platform_core.accounts.models import User
from tests import making


@pytest.fixture
def names(survey: Survey) -> dict[str, str]:
    return {question.key: question.field_name for question in Question.objects.filter(survey=survey)}


@pytest.fixture
def browser(visit: making.Visit, resident: User) -> Client:
    return visit(resident)


def first_page(names: dict[str, str], **more: Any) -> dict[str, Any]:
    return {
        names["bus"]: "yes",
        names["rythme"]: "other",
        names["rythme"] + "_other": "le week-end",
        names["freins"]: ["prix", "horaires"],
        names["note"]: "7",
        **more,
    }


def second_page(names: dict[str, str], **more: Any) -> dict[str, Any]:
    ordre = names["ordre"]
    return {
        f"{ordre}_prix": "2",
        f"{ordre}_confort": "1",
        f"{ordre}_frequence": "3",
        names["idee"]: "Un bus le soir",
        names["quartier"]: "Fives",
        names["foyer"]: "3",
        names["depuis"]: "01/09/2012",
        **more,
    }


def url(step: Step, end: str = "") -> str:
    return f"/enquetes/{step.pk}/{end}"


def test_a_visitor_is_sent_to_sign_in_and_comes_back(visit: making.Visit, step: Step, survey: Survey) -> None:
    browser = visit()
    page = browser.get(url(step))
    assert url(step, "repondre/") in page.content.decode()
    answer = browser.get(url(step, "repondre/"))
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={url(step, 'repondre/')}")


def test_a_survey_is_answered_page_by_page(browser: Client, step: Step, names: dict[str, str], resident: User) -> None:
    answer = browser.get(url(step, "repondre/"))
    assert answer["Location"] == url(step, "repondre/1/")
    answer = browser.post(url(step, "repondre/1/"), first_page(names))
    assert answer["Location"] == url(step, "repondre/2/")
    assert Response.objects.get().is_draft
    answer = browser.post(url(step, "repondre/2/"), second_page(names))
    assert answer["Location"] == url(step, "verifier/")
    page = browser.get(url(step, "verifier/")).content.decode()
    assert "Autre : le week-end" in page
    assert "1er septembre 2012" in page or "1 septembre 2012" in page
    assert Answer.objects.count() == 0
    answer = browser.post(url(step, "verifier/"))
    assert answer["Location"] == url(step, "merci/")
    assert "Merci d’avoir pris ce temps." in browser.get(url(step, "merci/")).content.decode()
    sheet = Response.objects.get()
    assert (sheet.is_draft, sheet.person_id) == (False, resident.pk)
    values = dict(sheet.answers.values_list("question__key", "value"))
    assert values == {
        "bus": "yes",
        "rythme": {"chosen": ["other"], "other": "le week-end"},
        "freins": {"chosen": ["prix", "horaires"]},
        "note": 7,
        "ordre": ["confort", "prix", "frequence"],
        "idee": "Un bus le soir",
        "quartier": "Fives",
        "foyer": 3,
        "depuis": "2012-09-01",
    }


def test_what_is_typed_stays_when_something_is_wrong(browser: Client, step: Step, names: dict[str, str]) -> None:
    sent = first_page(names, **{names["freins"]: ["prix", "horaires", "arrets"], names["rythme"] + "_other": ""})
    answer = browser.post(url(step, "repondre/1/"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choisissez 2 réponses au plus." in page
    assert "Précisez votre autre réponse." in page
    assert page.count("checked") == 6
    assert f'href="#id_{names["freins"]}_0"' in page
    assert "<title>Erreur" in page
    kept = Response.objects.get().draft
    assert kept == {"bus": "yes"}


def test_a_required_answer_is_asked_only_when_its_question_is(
    browser: Client, step: Step, names: dict[str, str]
) -> None:
    refused = browser.post(url(step, "repondre/1/"), {names["bus"]: "yes"})
    assert refused.status_code == 422
    assert "Choisissez une réponse." in refused.content.decode()
    passed = browser.post(url(step, "repondre/1/"), {names["bus"]: "no", names["note"]: "9"})
    assert passed.status_code == 302
    assert Response.objects.get().draft == {"bus": "no"}


def test_nothing_is_sent_while_a_required_answer_lacks(browser: Client, step: Step, names: dict[str, str]) -> None:
    browser.post(url(step, "repondre/1/"), {"go": "later"})
    answer = browser.post(url(step, "verifier/"))
    assert answer.status_code == 422
    assert "Il manque une réponse obligatoire" in answer.content.decode()
    assert Response.objects.get().is_draft


def test_answers_are_corrected_until_sent_again(browser: Client, step: Step, names: dict[str, str]) -> None:
    browser.post(url(step, "repondre/1/"), first_page(names))
    browser.post(url(step, "verifier/"))
    browser.post(url(step, "repondre/1/"), {names["bus"]: "no"})
    assert Answer.objects.get(question__key="bus").value == "yes"
    assert "pas encore envoyées" in browser.get(url(step)).content.decode()
    browser.post(url(step, "verifier/"))
    assert Answer.objects.get(question__key="bus").value == "no"
    assert not Answer.objects.filter(question__key="rythme").exists()
    assert Response.objects.count() == 1


def test_corrections_can_be_abandoned(browser: Client, step: Step, names: dict[str, str]) -> None:
    browser.post(url(step, "repondre/1/"), first_page(names))
    browser.post(url(step, "verifier/"))
    browser.post(url(step, "repondre/1/"), {names["bus"]: "no"})
    assert browser.get(url(step, "abandonner/")).status_code == 200
    browser.post(url(step, "abandonner/"))
    assert Response.objects.get().draft is None
    assert Answer.objects.get(question__key="bus").value == "yes"


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [(3, 10, "Cette étape ouvrira le"), (-10, -3, "Cette étape est terminée depuis le")],
)
def test_before_and_after_one_is_told_when(
    visit: making.Visit, resident: User, opens: int, closes: int, words: str
) -> None:
    step = making.make_step(making.make_consultation(), "surveys", opens=opens, closes=closes)
    browser = visit(resident)
    assert words in browser.get(url(step)).content.decode()
    refused = browser.get(url(step, "repondre/"))
    assert refused.status_code == 403
    assert words in refused.content.decode()


def test_a_survey_of_a_draft_is_nowhere_for_residents(browser: Client) -> None:
    step = making.make_step(making.make_consultation(state="draft"), "surveys")
    for end in ("", "repondre/", "repondre/1/", "verifier/", "merci/", "resultats/"):
        assert browser.get(url(step, end)).status_code == 404


def test_a_step_of_another_modality_is_not_found(browser: Client) -> None:
    step = making.make_step(making.make_consultation(), "autre")
    assert browser.get(url(step)).status_code == 404

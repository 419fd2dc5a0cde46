"""Building a survey as a browser without script does."""

from __future__ import annotations

import pytest
from django.test import Client

from consultations.modalities.surveys.models import Choice, Correction, Question, Response, Section, Survey
from consultations.process.models import Step
from platform_core.accounts.models import User
from tests import making


@pytest.fixture
def browser(visit: making.Visit, administrator: User) -> Client:
    return visit(administrator)


def url(step: Step, end: str = "") -> str:
    return f"/equipe/enquetes/{step.pk}/{end}"


def question(key: str) -> Question:
    return Question.objects.get(key=key)


def keys(section: Section) -> list[str]:
    return list(section.questions.values_list("key", flat=True))


def test_a_first_question_makes_its_section(browser: Client, step: Step) -> None:
    assert "Posez votre première question" in browser.get(url(step)).content.decode()
    assert "Choix unique" in browser.get(url(step, "questions/")).content.decode()
    sent = {"label": "Votre avis ?", "choices_key": ["", ""], "choices_label": ["Pour", "Contre"], "is_required": "on"}
    answer = browser.post(url(step, "questions/single/"), sent)
    made = Question.objects.get()
    assert answer["Location"] == f"{url(step)}#question-{made.pk}"
    assert [choice.value for choice in made.choices.all()] == ["pour", "contre"]
    assert (made.key, made.is_required) == ("votre-avis", True)
    page = browser.get(url(step)).content.decode()
    assert "Pour · Contre" in page


@pytest.mark.parametrize(
    ("kind", "sent", "words"),
    [
        ("single", {"label": "?", "choices_key": [""], "choices_label": ["Seul"]}, "Proposez au moins deux réponses."),
        ("single", {"label": "", "choices_key": ["", ""], "choices_label": ["a", "b"]}, "Écrivez la question."),
        (
            "multiple",
            {"label": "?", "choices_key": ["", ""], "choices_label": ["Oui", "oui"]},
            "Deux réponses sont identiques",
        ),
        (
            "multiple",
            {"label": "?", "choices_key": ["", ""], "choices_label": ["a", "b"], "high": "5"},
            "Écrivez un nombre entier de 1 à 2.",
        ),
        ("scale", {"label": "?", "low": "5", "high": "1"}, "Le maximum doit être plus grand"),
        ("scale", {"label": "?", "low": "", "high": "5"}, "Donnez les deux bouts"),
        ("scale", {"label": "?", "low": "0", "high": "40"}, "Une échelle compte de 2 à 11 notes"),
        ("number", {"label": "?", "low": "3", "high": "2"}, "Le maximum doit être plus grand"),
        ("number", {"label": "?", "interval": "0"}, "Le pas doit être plus grand que zéro."),
        ("short", {"label": "?", "high": "5000"}, "Écrivez un nombre entier de 1 à 200."),
    ],
)
def test_a_question_that_could_not_be_asked_is_refused_with_what_was_typed(
    browser: Client, step: Step, kind: str, sent: dict[str, object], words: str
) -> None:
    answer = browser.post(url(step, f"questions/{kind}/"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    for label in sent.get("choices_label", []):  # type: ignore[attr-defined]  # a list
        assert f'value="{label}"' in page
    assert not Question.objects.exists()


def test_rows_of_choices_are_added_moved_and_removed_without_losing_what_is_typed(browser: Client, step: Step) -> None:
    rows = {"label": "Avis", "choices_key": ["", "", ""], "choices_label": ["un", "deux", "trois"]}
    at = url(step, "questions/ranking/")

    def after(action: str) -> list[str]:
        page = browser.post(at, {**rows, "do": action})
        assert 'value="Avis"' in page.content.decode()
        return [label for _key, label in page.context["form"]["choices"].value()]

    assert after("up-1") == ["deux", "un", "trois"]
    assert after("down-1") == ["un", "trois", "deux"]
    assert after("remove-0") == ["deux", "trois"]
    assert after("add") == ["un", "deux", "trois", ""]
    assert after("up-99") == ["un", "deux", "trois"]
    assert after("down-2") == ["un", "deux", "trois"]


@pytest.mark.parametrize(
    ("action", "focus"),
    [
        ("up-2", 'value="up-1" formnovalidate formaction="#reponses-proposees" hx-post="" autofocus'),
        ("up-1", 'value="down-0" formnovalidate formaction="#reponses-proposees" hx-post="" autofocus'),
        ("add", 'aria-label="Réponse 4" autofocus'),
        ("remove-2", 'aria-label="Réponse 2" autofocus'),
    ],
)
def test_the_work_goes_on_where_it_was(browser: Client, step: Step, action: str, focus: str) -> None:
    rows = {"label": "Avis", "choices_key": ["", "", ""], "choices_label": ["un", "deux", "trois"]}
    page = browser.post(url(step, "questions/ranking/"), {**rows, "do": action}).content.decode()
    assert focus in page
    assert page.count("autofocus") == 1


def test_nothing_is_kept_by_a_button_of_the_rows(browser: Client, step: Step) -> None:
    rows = {"label": "Avis", "choices_key": ["", "", ""], "choices_label": ["un", "deux", "trois"]}
    browser.post(url(step, "questions/ranking/"), {**rows, "do": "up-1"})
    assert not Question.objects.exists()


def test_a_choice_keeps_its_key_when_its_words_change(browser: Client, step: Step, survey: Survey) -> None:
    one = question("freins")
    page = browser.get(f"/equipe/enquetes/questions/{one.pk}/")
    sent = {
        "seen": page.context["form"]["seen"].value(),
        "label": one.label,
        "choices_key": ["horaires", "prix", ""],
        "choices_label": ["Les heures de passage", "le prix", "la propreté"],
        "low": "1",
        "high": "2",
        "has_other": "on",
        "section": one.section_id,
    }
    assert browser.post(f"/equipe/enquetes/questions/{one.pk}/", sent).status_code == 302
    found = list(one.choices.values_list("value", "label"))
    assert found == [("horaires", "Les heures de passage"), ("prix", "le prix"), ("la-proprete", "la propreté")]


def test_the_second_of_two_people_is_told_and_may_save_again(
    browser: Client, step: Step, survey: Survey, visit: making.Visit
) -> None:
    one = question("idee")
    at = f"/equipe/enquetes/questions/{one.pk}/"
    seen = browser.get(at).context["form"]["seen"].value()
    rest = {"high": "300", "section": one.section_id}
    assert browser.post(at, {"seen": seen, "label": "Première version", **rest}).status_code == 302
    refused = browser.post(at, {"seen": seen, "label": "Seconde version", **rest})
    assert refused.status_code == 422
    assert "pendant que vous l’écriviez" in refused.content.decode()
    assert 'value="Seconde version"' in refused.content.decode()
    again = {"seen": refused.context["form"]["seen"].value(), "label": "Seconde version", **rest}
    assert browser.post(at, again).status_code == 302
    assert question("idee").label == "Seconde version"


def test_questions_move_by_buttons_and_by_drag(browser: Client, step: Step, survey: Survey) -> None:
    section = survey.sections.last()
    assert section
    first = keys(section)
    browser.post(f"/equipe/enquetes/questions/{question(first[0]).pk}/deplacer/", {"move": "down"})
    assert keys(section) == [first[1], first[0], *first[2:]]
    dragged = [question(key).pk for key in reversed(first)]
    answer = browser.post(f"/equipe/enquetes/sections/{section.pk}/ordre/", {"order": dragged})
    assert answer.status_code == 204
    assert keys(section) == list(reversed(first))
    stale = browser.post(f"/equipe/enquetes/sections/{section.pk}/ordre/", {"order": dragged[1:]})
    assert stale.status_code == 422


def test_a_question_stays_after_the_one_it_depends_on(browser: Client, step: Step, survey: Survey) -> None:
    bus = question("bus")
    answer = browser.post(f"/equipe/enquetes/questions/{bus.pk}/deplacer/", {"move": "down"}, follow=True)
    assert "elle doit rester après elle" in answer.content.decode()
    assert keys(bus.section)[0] == "bus"
    answer = browser.post(f"/equipe/enquetes/questions/{bus.pk}/supprimer/", follow=True)
    assert "changez d’abord sa condition" in answer.content.decode()
    answer = browser.post(f"/equipe/enquetes/sections/{bus.section_id}/deplacer/", {"move": "down"}, follow=True)
    assert survey.sections.first() != bus.section  # its dependents are in the same section: all move together


def test_a_condition_is_chosen_question_then_answers(browser: Client, step: Step, survey: Survey) -> None:
    idea = question("idee")
    at = f"/equipe/enquetes/questions/{idea.pk}/condition/"
    assert "Prenez-vous le bus" in browser.get(at).content.decode()
    choosing = f"{at}?question={question('rythme').pk}"
    assert "Autre" in browser.get(choosing).content.decode()
    assert browser.post(choosing, {}).status_code == 422
    browser.post(choosing, {"values": ["rare", "other"]})
    idea.refresh_from_db()
    assert (idea.depends_on, idea.depends_values) == (question("rythme"), ["rare", "other"])
    browser.post(f"{at}?question=", {})
    idea.refresh_from_db()
    assert (idea.depends_on, idea.depends_values) == (None, [])


def test_duplicating_and_deleting(browser: Client, step: Step, survey: Survey) -> None:
    freins = question("freins")
    browser.post(f"/equipe/enquetes/questions/{freins.pk}/dupliquer/")
    assert keys(freins.section) == ["bus", "rythme", "freins", "freins-2", "note"]
    assert question("freins-2").choices.count() == 3
    assert browser.get(f"/equipe/enquetes/questions/{freins.pk}/supprimer/").status_code == 200
    browser.post(f"/equipe/enquetes/questions/{freins.pk}/supprimer/")
    assert keys(freins.section) == ["bus", "rythme", "freins-2", "note"]


@pytest.fixture
def begun(survey: Survey, resident: User) -> Survey:
    Response.objects.create(survey=survey, person=resident, is_anonymous=False, draft={})
    return survey


def test_once_begun_only_texts_change_and_the_old_ones_are_public(
    browser: Client, step: Step, begun: Survey, visit: making.Visit
) -> None:
    page = browser.get(url(step)).content.decode()
    assert "Des personnes ont commencé à répondre" in page
    assert "Ajouter une question" not in page
    one = question("freins")
    at = f"/equipe/enquetes/questions/{one.pk}/"
    form = browser.get(at).context["form"]
    assert set(form.fields) == {"seen", "label", "help", "choices"}
    sent = {
        "seen": form["seen"].value(),
        "label": "Qu’est-ce qui vous retient ?",
        "choices_key": ["prix", "horaires", "arrets"],
        "choices_label": ["le prix du billet", "les horaires", "les arrêts"],
    }
    assert browser.post(at, sent).status_code == 302
    assert Correction.objects.count() == 2
    dropped = browser.post(at, {**sent, "seen": "", "choices_key": ["prix"], "choices_label": ["x"]})
    assert dropped.status_code == 422
    assert Choice.objects.filter(question=one).count() == 3


@pytest.mark.parametrize(
    "path",
    [
        "questions/{question}/dupliquer/",
        "questions/{question}/supprimer/",
        "questions/{question}/deplacer/",
        "sections/{section}/supprimer/",
        "sections/{section}/deplacer/",
    ],
)
def test_once_begun_nothing_else_changes(browser: Client, step: Step, begun: Survey, path: str) -> None:
    one = question("idee")
    where = path.format(question=one.pk, section=one.section_id)
    before = list(Question.objects.values_list("pk", "order"))
    answer = browser.post(f"/equipe/enquetes/{where}", {"move": "down"}, follow=True)
    assert "fausserait leurs réponses" in answer.content.decode()
    assert list(Question.objects.values_list("pk", "order")) == before


def test_anonymity_no_longer_changes_once_begun(browser: Client, step: Step, begun: Survey) -> None:
    answer = browser.post(url(step, "reglages/"), {"title": "Titre", "is_anonymous": "on"})
    assert answer.status_code == 302  # the box is disabled: what is sent for it is ignored
    begun.refresh_from_db()
    assert (begun.title, begun.is_anonymous) == ("Titre", False)


def test_the_preview_shows_every_question_and_keeps_nothing(browser: Client, step: Step, survey: Survey) -> None:
    page = browser.get(url(step, "apercu/1/")).content.decode()
    assert "Rien n’est enregistré" in page
    assert "Seulement si vous avez répondu « Oui »" in page
    assert browser.get(url(step, "apercu/2/")).status_code == 200
    assert browser.get(url(step, "apercu/3/")).status_code == 404
    assert not Response.objects.exists()


def test_a_survey_that_is_over_no_longer_changes(browser: Client) -> None:
    step = making.make_step(making.make_consultation(), "surveys", opens=-9, closes=-2)
    assert "Cette enquête est terminée" in browser.get(url(step)).content.decode()
    refused = browser.post(url(step, "sections/ajouter/"), {"title": "Trop tard"})
    assert refused.status_code == 403
    assert not Section.objects.exists()

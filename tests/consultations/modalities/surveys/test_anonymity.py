"""In an anonymous survey, nothing in the tables leads from a person to a sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from consultations.modalities.surveys.consumers import forget_after_closing
from consultations.modalities.surveys.exports import DATASETS
from consultations.modalities.surveys.models import Answer, Participation, Response, Survey
from consultations.modalities.surveys.operations.answering import save_draft, submit_answers
from consultations.modalities.surveys.operations.filling import fill_survey
from consultations.modalities.surveys.operations.tidying import forget_drafts
from consultations.process.models import Consultation, Step
from consultations.process.operations.publishing import close_consultation
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.outbox.models import Event
from tenants.postgresql.current import connection
from tenants.spaces.models import Space
from tests import making
from tests.consultations.modalities.surveys.conftest import SYSTEM
from tests.consultations.modalities.surveys.sample import ANSWERS, CONTENT


def answer(step: Step, person: User, secret: str) -> Response:
    save_draft(by=person, step=step, values=ANSWERS, secret=secret)
    return submit_answers(by=person, step=step, secret=secret)


def columns(model: type[Model]) -> set[str]:
    return {field.attname for field in model._meta.concrete_fields}


def test_the_only_table_with_the_person_holds_nothing_of_the_sheet() -> None:
    assert columns(Participation) == {"id", "survey_id", "person_id"}
    assert columns(Answer) == {"id", "response_id", "question_id", "value"}


def test_no_row_anywhere_holds_both_the_person_and_the_sheet(anonymous: Survey, step: Step, resident: User) -> None:
    sheet = answer(step, resident, "un secret du navigateur")
    found = [
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in {"surveys", "audit", "outbox", "mail", "process", "sessions"}
        for row in model._default_manager.all()
        if str(sheet.pk) in str(vars(row)) and model not in {Response, Answer}
    ]
    assert found == []
    assert sheet.person_id is None
    assert "secret" not in str(vars(sheet))


def test_an_anonymous_answer_leaves_no_line_in_the_log_and_no_name_in_the_events(
    anonymous: Survey, step: Step, resident: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Entry.objects.count()
    answer(step, resident, "un secret")
    answer(step, resident, "un secret")
    assert Entry.objects.count() == before
    assert not Event.objects.filter(payload__has_key="person_id").exists()


def test_the_sheet_knows_the_day_and_not_the_hour(anonymous: Survey, step: Step, resident: User) -> None:
    sheet = answer(step, resident, "un secret")
    assert (sheet.submitted_on, sheet.submitted_at, sheet.updated_at) == (timezone.localdate(), None, None)


@pytest.mark.parametrize("fact", ["person", "submitted_at", "updated_at"])
def test_the_database_refuses_a_name_or_an_hour_on_an_anonymous_sheet(
    anonymous: Survey, step: Step, resident: User, fact: str
) -> None:
    sheet = answer(step, resident, "un secret")
    value = resident if fact == "person" else timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.filter(pk=sheet.pk).update(**{fact: value})


def test_without_the_browser_one_has_answered_but_cannot_say_what(
    anonymous: Survey, step: Step, resident: User
) -> None:
    answer(step, resident, "le premier navigateur")
    with pytest.raises(RuleBroken, match="déjà répondu"):
        save_draft(by=resident, step=step, values={"bus": "no"}, secret="un autre navigateur")
    assert Response.objects.count() == 1


def test_a_draft_begun_elsewhere_cannot_be_sent_twice(anonymous: Survey, step: Step, resident: User) -> None:
    save_draft(by=resident, step=step, values=ANSWERS, secret="à la maison")
    save_draft(by=resident, step=step, values=ANSWERS, secret="au lycée")
    submit_answers(by=resident, step=step, secret="au lycée")
    with pytest.raises(RuleBroken, match="déjà répondu"):
        submit_answers(by=resident, step=step, secret="à la maison")
    assert Response.objects.sent().count() == Participation.objects.count() == 1


def test_two_people_on_one_device_have_two_sheets(
    anonymous: Survey, step: Step, resident: User, moderator: User, visit: making.Visit
) -> None:
    first = visit(resident)
    bus = anonymous.questions.get(key="bus").field_name
    fill_and_send(first, step, bus, "no")
    second = visit(moderator)
    for name, morsel in first.cookies.items():
        if "enquete" in name:
            second.cookies[name] = morsel.value
    assert "checked" not in second.get(f"/enquetes/{step.pk}/repondre/1/").content.decode()
    fill_and_send(second, step, bus, "no")
    assert Response.objects.sent().count() == Participation.objects.count() == 2


def fill_and_send(browser: Client, step: Step, bus: str, said: str) -> None:
    browser.get(f"/enquetes/{step.pk}/repondre/1/")
    assert browser.post(f"/enquetes/{step.pk}/repondre/1/", {bus: said}).status_code == 302
    assert browser.post(f"/enquetes/{step.pk}/verifier/").status_code == 302


def test_the_key_is_given_to_the_browser_alone(
    anonymous: Survey, step: Step, resident: User, visit: making.Visit
) -> None:
    browser = visit(resident)
    browser.get(f"/enquetes/{step.pk}/repondre/1/")
    (name,) = [name for name in browser.cookies if "enquete" in name]
    cookie = browser.cookies[name]
    assert name.startswith("__Host-")
    assert (cookie["httponly"], cookie["secure"], cookie["path"], cookie["domain"]) == (True, True, "/", "")
    assert len(cookie.value) >= 43  # 256 bits
    browser.get(f"/enquetes/{step.pk}/repondre/1/")
    assert browser.cookies[name].value == cookie.value


def test_answers_are_corrected_from_the_same_browser(
    anonymous: Survey, step: Step, resident: User, visit: making.Visit
) -> None:
    browser = visit(resident)
    bus = anonymous.questions.get(key="bus").field_name
    fill_and_send(browser, step, bus, "no")
    page = browser.get(f"/enquetes/{step.pk}/").content.decode()
    assert "Corriger mes réponses" in page
    assert "Vous avez déjà répondu" in visit(resident).get(f"/enquetes/{step.pk}/").content.decode()


@pytest.fixture
def crowd(real_db: None, spaces: tuple[Space, Space]) -> Iterator[Step]:
    """Twelve people who each answered in a transaction of their own, in order."""
    with making.in_space(spaces[0]):
        consultation = making.make_consultation(slug="anonyme")
        step = making.make_step(consultation, "surveys")
        fill_survey(by=SYSTEM, step=step, content={**CONTENT, "anonymous": True})
        people = [making.make_user(f"foule{n}@example.org") for n in range(12)]
        for person in people:
            answer(step, person, f"secret de {person.pk}")
        yield step
        Consultation.objects.filter(pk=consultation.pk).delete()
        User.objects.filter(pk__in=[person.pk for person in people]).delete()


def test_postgresql_cannot_join_them_either(crowd: Step) -> None:
    """Each row's transaction and command are shared: no pair of a person and a sheet stands alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text, cmin::text FROM surveys_participation")
        people = Counter(cursor.fetchall())
        cursor.execute("SELECT r.xmin::text FROM surveys_response r")
        sheets = Counter(cursor.fetchall())
    assert len(people) == 1  # all rewritten by the last transaction, in one command
    assert len(sheets) == 1


def test_the_order_of_the_rows_says_nothing(crowd: Step) -> None:
    people = list(Participation.objects.order_by("pk").values_list("person_id", flat=True))
    assert people != sorted(people)  # numbered at random (one chance in 479 million to be in order)


def test_under_five_answers_nothing_is_shown_nor_exported(
    anonymous: Survey, step: Step, moderator: User, visit: making.Visit
) -> None:
    people = [making.make_user(f"peu{n}@example.org") for n in range(5)]
    for person in people[:4]:
        answer(step, person, f"secret {person.pk}")
    idea = anonymous.questions.get(key="idee").pk
    page = visit(moderator).get(f"/equipe/enquetes/{step.pk}/resultats/").content.decode()
    assert "Trop peu de réponses pour l’instant" in page
    assert "Prenez-vous le bus" not in page
    assert "le soir" not in visit(moderator).get(f"/equipe/enquetes/{step.pk}/resultats/{idea}/").content.decode()
    assert [list(dataset.rows(step)) for dataset in DATASETS] == [[], [], []]
    save_draft(by=people[4], step=step, values={"bus": "no"}, secret="x")
    submit_answers(by=people[4], step=step, secret="x")
    page = visit(moderator).get(f"/equipe/enquetes/{step.pk}/resultats/").content.decode()
    assert "Prenez-vous le bus" in page
    assert "Trop peu de personnes ont répondu à cette question" in page
    assert "le soir" not in visit(moderator).get(f"/equipe/enquetes/{step.pk}/resultats/{idea}/").content.decode()
    assert all(list(dataset.rows(step)) for dataset in DATASETS)


def test_once_over_no_sheet_can_be_found_again(anonymous: Survey, step: Step, resident: User, moderator: User) -> None:
    answer(step, resident, "un secret")
    save_draft(by=moderator, step=step, values={"bus": "no"}, secret="un brouillon")
    consultation = step.consultation
    close_consultation(by=SYSTEM, consultation=consultation, reason="Fin")
    step.refresh_from_db()
    forget_after_closing(Event(name="consultation.closed", payload={"consultation_id": consultation.pk}))
    forget_after_closing(Event(name="consultation.closed", payload={"consultation_id": consultation.pk}))
    sheet = Response.objects.get()
    assert (sheet.is_draft, sheet.ticket, sheet.draft) == (False, None, None)
    assert sheet.answers.exists()


def test_what_serves_is_not_forgotten_before_the_end(survey: Survey, step: Step, resident: User) -> None:
    save_draft(by=resident, step=step, values={"bus": "no"})
    forget_after_closing(Event(name="consultation.closed", payload={"consultation_id": step.consultation_id}))
    assert Response.objects.get().draft == {"bus": "no"}
    with pytest.raises(NotAllowed):
        forget_drafts(by=resident, step=step)

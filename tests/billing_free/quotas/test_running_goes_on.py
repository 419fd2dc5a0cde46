"""Whatever is full, a consultation that runs takes what people say, page by page as they do; and sign-in codes leave."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from billing_free.quotas.queries import Level, verdicts
from billing_free.quotas.table import QUOTAS, STORAGE
from consultations.capabilities.comments.models import Comment
from consultations.capabilities.supports.models import Support
from consultations.modalities.surveys.models import Question, Response
from consultations.modalities.surveys.operations.filling import fill_survey
from consultations.process.models import Consultation, Contribution, Step
from platform_core.accounts.models import User
from platform_core.files.models import StoredFile
from platform_core.mail.models import Email
from tenants.spaces.models import Space
from tests import making
from tests.billing_free.quotas.filling import FILL, LIMIT, lower
from tests.consultations.modalities.surveys.sample import CONTENT
from tests.consultations.modalities.surveys.test_answering_pages import first_page, second_page
from tests.platform_core.accounts.letterbox import code_in
from tests.platform_core.api.calling import caller
from tests.platform_core.notifications.telling import deliver

ALL = "all of them"


@pytest.fixture(params=[*QUOTAS, ALL])
def full(request: pytest.FixtureRequest, space: Space, running: Consultation) -> str:
    """Use up one quota, or all of them, while the consultation runs."""
    quotas = list(QUOTAS) if request.param == ALL else [request.param]
    for quota in quotas:
        FILL[quota](LIMIT)
    lower(space, **{quota: LIMIT if quota in quotas else 10**9 for quota in QUOTAS})
    assert {one.quota.slug for one in verdicts() if one.level == Level.FULL} == set(quotas)
    return str(request.param)


@pytest.fixture
def running(space: Space) -> Consultation:
    consultation = making.make_consultation()
    for modality in ("proposals", "initiatives", "surveys"):
        making.make_step(consultation, modality, title=f"Étape {modality}")
    return consultation


def step_of(running: Consultation, modality: str) -> Step:
    found: Step = running.steps.get(modality=modality)
    return found


def written(at: Step, **more: object) -> dict[str, Any]:
    return {
        "title": "Des bancs à l’ombre",
        "body": "Il en manque.",
        "theme": at.consultation.themes.get().pk,
        **more,
    }


def test_people_propose_show_support_and_comment(
    full: str, running: Consultation, visit: making.Visit, resident: User, moderator: User
) -> None:
    browser, step, other = visit(resident), step_of(running, "proposals"), step_of(running, "initiatives")
    assert browser.post(f"/propositions/etape/{step.pk}/deposer/", written(step)).status_code == 302
    shown = written(other, carried_by="Les voisins", audience="tous")
    assert browser.post(f"/initiatives/etape/{other.pk}/deposer/", shown).status_code == 302
    made = Contribution.objects.get(kind="proposal")
    reader = visit(moderator)
    assert reader.post(f"/soutiens/{made.pk}/", {"wanted": "1"}).status_code == 302
    said = reader.post(f"/commentaires/{made.pk}/ajouter/", {"body": "D’accord.", "alignment": "1"})
    assert said.status_code in {200, 302}
    assert (Support.objects.count(), Comment.objects.count()) == (1, 1)
    for path in (f"/concertations/{running.slug}/", f"/commentaires/{made.pk}/"):
        assert visit().get(path).status_code == 200


def test_people_answer_a_survey_to_its_end(
    full: str, running: Consultation, visit: making.Visit, resident: User
) -> None:
    step = step_of(running, "surveys")
    survey = fill_survey(by=making.SYSTEM, step=step, content=CONTENT)
    names = {one.key: one.field_name for one in Question.objects.filter(survey=survey)}
    browser, here = visit(resident), f"/enquetes/{step.pk}/"
    assert browser.post(f"{here}repondre/1/", first_page(names)).status_code == 302
    assert browser.post(f"{here}repondre/2/", second_page(names)).status_code == 302
    assert browser.post(f"{here}verifier/").status_code == 302
    assert [sheet.is_draft for sheet in Response.objects.all()] == [False]


def test_a_newcomer_registers_with_the_code_received(
    full: str, running: Consultation, visit: making.Visit, administrator: User
) -> None:
    Email.objects.all().update(sent_at=running.created_at)  # those that fill the quota
    browser = visit()
    typed = {"email": "nouvelle@example.org", "public_name": "Nouvelle", "agreement": "on"}
    assert browser.post("/compte/inscription/", typed).status_code == 302
    code = code_in(Email.objects.get(to="nouvelle@example.org"))
    deliver()
    assert ["nouvelle@example.org"] in [one.to for one in mail.outbox]
    assert browser.post("/compte/inscription/code/", {"code": code}).status_code == 302
    assert browser.get("/compte/profil/").status_code == 200


def test_the_team_signs_in_by_code_and_prolongs(
    full: str, running: Consultation, visit: making.Visit, administrator: User
) -> None:
    Email.objects.all().update(sent_at=running.created_at)
    browser = visit()
    browser.post("/compte/connexion/", {"login": administrator.email})
    code = code_in(Email.objects.filter(to=administrator.email).latest("pk"))
    deliver()
    assert [administrator.email] in [one.to for one in mail.outbox]
    browser.post("/compte/code/", {"code": code})
    step = step_of(running, "proposals")
    until = {"until": "2099-12-31", "reason": "Les assises sont reportées."}
    path = f"/equipe/concertations/{running.pk}/etapes/{step.pk}/prolonger/"
    answer = browser.post(path, until)
    assert answer.status_code == 302, answer.content.decode()
    assert Step.objects.get(pk=step.pk).closes_at > step.closes_at


def test_a_program_writes_for_a_person(full: str, running: Consultation, space: Space, resident: User) -> None:
    step = step_of(running, "proposals")
    body = written(step, step=step.pk, details={"summary": "Des bancs."})
    answer = caller(space, resident).post("contributions/", body)
    assert answer.status_code == 201, answer.content


def test_a_file_that_has_no_room_is_refused_and_the_text_stays(
    running: Consultation, space: Space, visit: making.Visit, resident: User
) -> None:
    step = step_of(running, "proposals")
    FILL[STORAGE](LIMIT)
    lower(space)
    browser, path = visit(resident), f"/propositions/etape/{step.pk}/deposer/"
    file = SimpleUploadedFile("devis.txt", b"Le devis", "text/plain")
    refused = browser.post(path, written(step, documents=[file]))
    assert refused.status_code == 422
    assert "plus de place pour de nouveaux fichiers" in refused.content.decode()
    assert "Des bancs à l’ombre" in refused.content.decode()
    assert StoredFile.objects.count() == 1  # what fills the space
    assert browser.post(path, written(step)).status_code == 302

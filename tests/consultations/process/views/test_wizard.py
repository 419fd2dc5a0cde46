"""From nothing to a published consultation through the pages alone; typed values survive every refusal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from consultations.process.models import Consultation, Partner, State, Theme
from consultations.process.operations.publishing import archive_consultation, close_consultation
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tests.consultations.process.conftest import SLUG
from tests.consultations.process.drafts import make_draft, make_published, put_step
from tests.making import Visit, make_consultation, make_user
from tests.platform_core.files import samples

DAY = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def browser(visit: Visit, administrator: User) -> Client:
    return visit(administrator)


def one(pk: int, page: str = "") -> str:
    return f"/equipe/concertations/{pk}/{page}"


@pytest.mark.usefixtures("legal_pages")
def test_whole_path_from_template_to_published(browser: Client) -> None:
    started = browser.post("/equipe/concertations/nouvelle/", {"title": "Vie associative", "template": "enquete"})
    made = Consultation.objects.get()
    assert started["Location"] == one(made.pk, "copilotage/")
    assert made.themes.exists()
    partners = {"partners-TOTAL_FORMS": 2, "partners-INITIAL_FORMS": 0, "partners-0-organisation": "La ville"}
    assert browser.post(one(made.pk, "copilotage/"), partners)["Location"] == one(made.pk, "attendu/")
    outcome = {
        "outcome": "Un vote",
        "answered_by": "La maire",
        "answer_due_on": (DAY + timedelta(days=90)).isoformat(),
    }
    assert browser.post(one(made.pk, "attendu/"), outcome)["Location"] == one(made.pk, "sujet/")
    subject = {"title": "Vie associative", "subject": "Que faire ?", "description": "**Tout**"}
    assert browser.post(one(made.pk, "sujet/"), subject)["Location"] == one(made.pk, "calendrier/")
    step = {"title": "Mains", "opens_at": f"{DAY}T09:00", "closes_at": f"{DAY}T18:00", "settings-hands": 2}
    assert browser.post(one(made.pk, f"etapes/ajouter/{SLUG}/"), step)["Location"] == one(made.pk, "modalites/")
    assert made.steps.get(modality=SLUG).settings == {"hands": 2}
    assert b"Tout est pr" in browser.get(one(made.pk)).content
    assert browser.post(one(made.pk, "publier/"))["Location"] == one(made.pk)
    assert Consultation.objects.get().state == State.PUBLISHED
    assert [partner.organisation for partner in Partner.objects.all()] == ["La ville"]


def test_every_page_of_the_team_shows(browser: Client, administrator: User) -> None:
    draft = make_draft(administrator)
    step = put_step(draft, administrator)
    theme = Theme.objects.create(consultation=draft, title="Arbres", slug="arbres")
    pages = ["", "copilotage/", "attendu/", "sujet/", "calendrier/", "modalites/", "themes/ajouter/", "publier/"]
    pages += [f"themes/{theme.pk}/", f"themes/{theme.pk}/supprimer/", "etapes/ajouter/", f"etapes/ajouter/{SLUG}/"]
    pages += [f"etapes/{step.pk}/", f"etapes/{step.pk}/supprimer/", "copier/", "supprimer/"]
    found = {page: browser.get(one(draft.pk, page)).status_code for page in pages}
    assert set(found.values()) == {200}, found
    assert browser.get("/equipe/").status_code == 200
    assert browser.get("/equipe/concertations/?etat=draft").status_code == 200
    assert browser.get("/equipe/concertations/nouvelle/").status_code == 200


@pytest.mark.parametrize(
    ("page", "typed", "kept"),
    [
        ("attendu/", {"outcome": "Mot gardé", "answer_due_on": "pas une date"}, "Mot gardé"),
        ("sujet/", {"title": "", "subject": "Mot gardé"}, "Mot gardé"),
        ("themes/ajouter/", {"title": "", "briefing": "Mot gardé"}, "Mot gardé"),
        (f"etapes/ajouter/{SLUG}/", {"title": "Mot gardé", "opens_at": "", "closes_at": ""}, "Mot gardé"),
        (
            f"etapes/ajouter/{SLUG}/",
            {"title": "Mot gardé", "opens_at": f"{DAY}T18:00", "closes_at": f"{DAY}T09:00", "settings-hands": 1},
            "Mot gardé",
        ),
        (
            "copilotage/",
            {"partners-TOTAL_FORMS": 1, "partners-INITIAL_FORMS": 0, "partners-0-person": "Mot gardé"},
            "Mot gardé",
        ),
        ("copier/", {"title": "Mot gardé", "starts_on": ""}, "Mot gardé"),
    ],
)
def test_refused_form_keeps_what_was_typed(
    browser: Client, administrator: User, page: str, typed: dict[str, str], kept: str
) -> None:
    draft = make_draft(administrator)
    answer = browser.post(one(draft.pk, page), typed)
    assert answer.status_code == 422
    assert kept in answer.content.decode()


def test_second_of_two_editors_is_told_and_loses_nothing(browser: Client, administrator: User) -> None:
    draft = make_draft(administrator)
    seen = browser.get(one(draft.pk, "attendu/")).context["form"].initial["seen"]
    common = {"answered_by": "La maire", "answer_due_on": DAY.isoformat(), "seen": seen}
    assert browser.post(one(draft.pk, "attendu/"), {**common, "outcome": "Le premier texte"}).status_code == 302
    refused = browser.post(one(draft.pk, "attendu/"), {**common, "outcome": "Le second texte"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Le premier texte" in page
    assert "Le second texte" in page
    assert Consultation.objects.get().outcome == "Le premier texte"
    again = {**common, "outcome": "Le second texte", "seen": refused.context["form"]["seen"].value()}
    assert browser.post(one(draft.pk, "attendu/"), again).status_code == 302
    assert Consultation.objects.get().outcome == "Le second texte"


def test_editors_of_two_pages_do_not_disturb_each_other(browser: Client, administrator: User) -> None:
    draft = make_draft(administrator)
    seen = browser.get(one(draft.pk, "sujet/")).context["form"].initial["seen"]
    outcome = {"outcome": "Un vote", "answered_by": "La maire", "answer_due_on": DAY.isoformat()}
    browser.post(one(draft.pk, "attendu/"), outcome)
    subject = {"title": "Titre", "subject": "Sujet", "description": "", "seen": seen}
    assert browser.post(one(draft.pk, "sujet/"), subject).status_code == 302


def test_second_editor_of_the_partners_is_told(browser: Client, administrator: User) -> None:
    draft = make_draft(administrator)
    seen = browser.get(one(draft.pk, "copilotage/")).context["seen"]
    lines = {"partners-TOTAL_FORMS": 1, "partners-INITIAL_FORMS": 0, "seen": seen}
    browser.post(one(draft.pk, "copilotage/"), {**lines, "partners-0-organisation": "La ville"})
    refused = browser.post(one(draft.pk, "copilotage/"), {**lines, "partners-0-organisation": "La région"})
    assert refused.status_code == 422
    assert "La ville" in refused.content.decode()
    assert "La région" in refused.content.decode()
    assert [partner.organisation for partner in Partner.objects.all()] == ["La ville"]


def test_preview_saves_nothing_and_keeps_the_text(browser: Client, administrator: User) -> None:
    draft = make_draft(administrator)
    typed = {"title": "Arbres", "briefing": "Un **fait** marquant", "preview": ""}
    page = browser.post(one(draft.pk, "themes/ajouter/"), typed).content.decode()
    assert "<strong>fait</strong>" in page
    assert "Un **fait** marquant" in page
    assert not Theme.objects.exists()


def test_themes_are_ordered_by_buttons(browser: Client, administrator: User) -> None:
    draft = make_draft(administrator)
    first, second = (Theme.objects.create(consultation=draft, title=t, slug=t, order=n) for n, t in enumerate("ab"))
    browser.post(one(draft.pk, "themes/ordre/"), {"move": f"{second.pk}:up"})
    assert list(draft.themes.values_list("title", flat=True)) == ["b", "a"]
    browser.post(one(draft.pk, "themes/ordre/"), {"order": [first.pk, second.pk]})
    assert list(draft.themes.values_list("title", flat=True)) == ["a", "b"]


def test_publish_page_links_to_where_each_missing_thing_is_put_right(browser: Client, administrator: User) -> None:
    draft = make_draft(administrator, outcome="")
    step = put_step(draft, administrator, settings={})
    page = browser.post(one(draft.pk, "publier/"))
    links = [line["url"] for line in page.context["missing"]]
    assert page.status_code == 422
    assert links[:2] == [one(draft.pk, "attendu/"), f"/equipe/mains/{step.pk}/"]
    assert "/equipe/pages/mentions-legales/" in links


def test_dates_of_a_draft_are_set_together(browser: Client, administrator: User) -> None:
    draft = make_draft(administrator)
    step = put_step(draft, administrator)
    typed = {f"step-{step.pk}-opens_at": f"{DAY}T09:00", f"step-{step.pk}-closes_at": f"{DAY}T12:00"}
    assert browser.post(one(draft.pk, "calendrier/"), typed)["Location"] == one(draft.pk, "modalites/")
    step.refresh_from_db()
    assert timezone.localtime(step.opens_at).hour == 9
    typed[f"step-{step.pk}-closes_at"] = f"{DAY}T08:00"
    refused = browser.post(one(draft.pk, "calendrier/"), typed)
    assert refused.status_code == 422
    assert refused.context["rows"][0][1].errors == {"closes_at": ["La fin doit être après l’ouverture."]}


@pytest.mark.usefixtures("legal_pages")
def test_archived_consultation_opens_no_page_that_changes_it(browser: Client, administrator: User) -> None:
    closed = close_consultation(by=administrator, consultation=make_published(administrator), reason="Fini")
    archive_consultation(by=administrator, consultation=closed)
    step = closed.steps.get()
    pages = ["copilotage/", "attendu/", "sujet/", "calendrier/", "modalites/", "themes/ajouter/", "etapes/ajouter/"]
    pages += [f"etapes/{step.pk}/", f"etapes/{step.pk}/prolonger/", "image/", "publier/", "clore/", "archiver/"]
    found = {page: browser.get(one(closed.pk, page)).status_code for page in [*pages, "supprimer/"]}
    assert set(found.values()) == {403}, found
    assert browser.get(one(closed.pk)).status_code == 200
    assert browser.get(one(closed.pk, "copier/")).status_code == 200


@pytest.mark.usefixtures("legal_pages")
def test_life_of_a_consultation_through_its_pages(browser: Client, administrator: User) -> None:
    published = make_published(administrator)
    step = published.steps.get()
    extend = one(published.pk, f"etapes/{step.pk}/prolonger/")
    refused = browser.post(extend, {"until": DAY.isoformat(), "reason": ""})
    assert refused.status_code == 422
    until = (timezone.localdate() + timedelta(days=60)).isoformat()
    assert browser.post(extend, {"until": until, "reason": "Les vacances"})["Location"] == one(published.pk)
    assert "Les vacances" in browser.get(one(published.pk)).content.decode()
    assert browser.post(one(published.pk, "clore/"), {"reason": ""}).status_code == 422
    assert browser.post(one(published.pk, "clore/"), {"reason": "Fini"}).status_code == 302
    assert browser.post(one(published.pk, "archiver/")).status_code == 302
    copied = browser.post(one(published.pk, "copier/"), {"title": "Édition 2", "starts_on": DAY.isoformat()})
    draft = Consultation.objects.get(state=State.DRAFT)
    assert copied["Location"] == one(draft.pk)
    assert browser.post(one(draft.pk, "supprimer/"))["Location"] == "/equipe/concertations/"
    assert Consultation.objects.get().state == State.ARCHIVED


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.STEERING])
def test_rest_of_the_team_follows_without_changing(visit: Visit, administrator: User, role: str) -> None:
    draft = make_draft(administrator)
    browser = visit(make_user("qui@example.org", roles=[role]))
    for address in ("/equipe/", "/equipe/concertations/", one(draft.pk)):
        page = browser.get(address)
        assert page.status_code == 200
        assert "Nouvelle concertation" not in page.content.decode()
        assert "/attendu/" not in page.content.decode()
        assert "Relire les pages légales" not in page.content.decode()
    assert browser.get(one(draft.pk, "attendu/")).status_code == 403


def test_dashboard_says_the_next_step_and_what_is_late(browser: Client, administrator: User) -> None:
    assert "Relire les pages légales" in browser.get("/equipe/").content.decode()
    make_consultation(title="Promesse", answer_due_on=timezone.localdate() - timedelta(days=1))
    page = browser.get("/equipe/").content.decode()
    assert "Réponse en retard" in page
    assert "Promesse" in page


def test_picture_is_chosen_and_refused_through_the_page(browser: Client, administrator: User) -> None:
    draft = make_draft(administrator)
    lie = SimpleUploadedFile("photo.jpg", b"<html>", content_type="image/jpeg")
    assert browser.post(one(draft.pk, "image/"), {"file": lie}).status_code == 422
    photo = SimpleUploadedFile("photo.jpg", samples.picture(), content_type="image/jpeg")
    assert browser.post(one(draft.pk, "image/"), {"file": photo})["Location"] == one(draft.pk, "sujet/")
    assert Consultation.objects.get().picture is not None
    theme = Theme.objects.create(consultation=draft, title="a", slug="a")
    again = SimpleUploadedFile("photo.jpg", samples.picture(), content_type="image/jpeg")
    drawn = one(draft.pk, f"themes/{theme.pk}/illustrations/")
    assert browser.post(drawn, {"file": again, "description": ""}).status_code == 422
    again.seek(0)
    browser.post(drawn, {"file": again, "description": "Un arbre", "credit": "La ville"})
    page = browser.get(f"/concertations/{draft.slug}/themes/a/").content.decode()
    assert 'alt="Un arbre"' in page
    assert "La ville" in page
    Theme.objects.update(briefing=f"Voici ![le plan](/fichiers/{theme.illustrations.get().file_id}/)")
    placed = browser.get(f"/concertations/{draft.slug}/themes/a/").content.decode()
    assert 'alt="le plan"' in placed
    assert 'alt="Un arbre"' not in placed
    browser.post(f"{drawn}{theme.illustrations.get().pk}/retirer/")
    assert not theme.illustrations.exists()

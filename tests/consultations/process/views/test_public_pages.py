"""What everybody reads: who sees what, in how many queries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.process.modality import Figure, modalities
from consultations.process.models import Consultation, Extension, State, Step, Theme
from consultations.process.operations.publishing import close_consultation
from consultations.process.operations.steps import extend_step
from consultations.process.views.lines import StepLine, key_figures
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tests.consultations.process.drafts import make_draft, make_published, put_step
from tests.making import Visit, make_step, make_user

pytestmark = pytest.mark.usefixtures("legal_pages")
MOST = 12
OWN = 2  # queries of a public page


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (None, 404),
        ("", 404),
        (Role.STEERING, 200),
        (Role.ANALYST, 200),
        (Role.MODERATOR, 200),
        (Role.ADMINISTRATOR, 200),
    ],
)
def test_draft_is_seen_by_the_team_only(visit: Visit, administrator: User, role: str | None, expected: int) -> None:
    draft = make_draft(administrator)
    Theme.objects.create(consultation=draft, title="Arbres", slug="arbres")
    person = None if role is None else make_user("qui@example.org", roles=[role] if role else [])
    browser = visit(person)
    assert browser.get(f"/concertations/{draft.slug}/").status_code == expected
    assert browser.get(f"/concertations/{draft.slug}/themes/arbres/").status_code == expected
    assert draft.title not in browser.get("/").content.decode()
    assert draft.title not in browser.get("/concertations/").content.decode()


@pytest.mark.parametrize(
    ("opens", "closes", "state", "shown", "unseen"),
    [
        (-1, 5, State.PUBLISHED, "Lever la main", "Ouvre le"),
        (2, 5, State.PUBLISHED, "Ouvre le", "Lever la main"),
        (-9, -2, State.PUBLISHED, "Voir ce qui a été dit", "Lever la main"),
        (-1, 5, State.CLOSED, "Voir ce qui a été dit", "Lever la main"),
    ],
)
def test_each_step_shows_what_one_may_do_now(
    visit: Visit, administrator: User, opens: int, closes: int, state: str, shown: str, unseen: str
) -> None:
    published = make_published(administrator)
    now = timezone.now()
    published.steps.update(opens_at=now + timedelta(days=opens), closes_at=now + timedelta(days=closes))
    Consultation.objects.filter(pk=published.pk).update(state=state)
    page = visit().get(f"/concertations/{published.slug}/").content.decode()
    assert shown in page
    assert unseen not in page
    assert "Le conseil municipal" in page


def test_extension_is_public_with_its_reason(visit: Visit, administrator: User) -> None:
    published = make_published(administrator)
    step = published.steps.get()
    extend_step(by=administrator, step=step, until=step.closes_at + timedelta(days=30), reason="Les vacances")
    page = visit().get(f"/concertations/{published.slug}/").content.decode()
    assert "Prolongée" in page
    assert "Les vacances" in page
    assert Extension.objects.count() == 1


def test_early_end_is_public_with_its_reason(visit: Visit, administrator: User) -> None:
    published = make_published(administrator)
    close_consultation(by=administrator, consultation=published, reason="Projet abandonné")
    assert "Projet abandonné" in visit().get(f"/concertations/{published.slug}/").content.decode()


def test_list_is_filtered_by_moment_and_words(visit: Visit, administrator: User) -> None:
    make_published(administrator, "Forêts urbaines")
    make_published(administrator, "Cantines")
    browser = visit()
    assert "2\xa0concertations" in browser.get("/concertations/?phase=en-cours").content.decode()
    assert "0\xa0concertation" in browser.get("/concertations/?phase=a-venir").content.decode()
    page = browser.get("/concertations/?words=foret").content.decode()
    assert "Forêts urbaines" in page
    assert "Cantines" not in page


def test_unknown_filter_and_page_are_ignored(visit: Visit, administrator: User) -> None:
    make_published(administrator)
    answer = visit().get("/concertations/?phase=nimporte&page=99&words=%00'--")
    assert answer.status_code == 200


def queries(browser: Any, url: str) -> int:
    browser.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("url", ["/", "/concertations/"])
def test_lists_cost_the_same_whatever_their_length(
    visit: Visit, administrator: User, resident: User, url: str
) -> None:
    browser = visit(resident)
    make_published(administrator, "Un")
    one = queries(browser, url)
    for title in ("Deux", "Trois"):
        make_published(administrator, title)
    assert queries(browser, url) == one <= MOST


def test_page_of_a_consultation_costs_the_same_whatever_it_holds(
    visit: Visit, administrator: User, resident: User
) -> None:
    published, browser = make_published(administrator), visit(resident)
    url = f"/concertations/{published.slug}/"
    Theme.objects.create(consultation=published, title="Un", slug="un")
    one, of_theme = queries(browser, url), queries(browser, f"{url}themes/un/")
    for n in "abc":
        step = put_step(published, administrator, title=n)
        extend_step(by=administrator, step=step, until=step.closes_at + timedelta(days=3), reason="Vacances")
        Theme.objects.create(consultation=published, title=n, slug=n)
    assert queries(browser, url) == one <= MOST
    assert queries(browser, f"{url}themes/un/") == of_theme <= MOST


def test_page_with_every_modality_stays_within_the_limit(visit: Visit, administrator: User, resident: User) -> None:
    published, browser = make_published(administrator), visit(resident)
    for modality in modalities():
        for n in range(2):
            make_step(published, modality.slug, title=f"{modality.slug} {n}")
    url = f"/concertations/{published.slug}/"
    for page in (url, "/"):
        assert queries(visit(), page) <= MOST
        assert queries(browser, page) <= MOST + OWN  # their unread notifications, and whether they follow


@pytest.mark.parametrize("signed_in", [False, True])
def test_page_that_does_not_exist_shows_the_ways_around(visit: Visit, resident: User, *, signed_in: bool) -> None:
    answer = visit(resident if signed_in else None).get("/rien-du-tout/")
    assert answer.status_code == 404
    html = answer.content.decode()
    assert 'href="/concertations/"' in html
    assert ("Mon compte" in html) == signed_in


def test_key_figures_of_two_steps_of_one_modality_say_of_which_step() -> None:
    def line(modality: str, title: str, value: int) -> StepLine:
        return StepLine(Step(modality=modality, title=title), None, "", [Figure(value, "réponses")])

    alone = key_figures([line("a", "Jeunes", 120), line("b", "Idées", 40), line("a", "Plus tard", 0)])
    assert [(one["value"], one["note"]) for one in alone] == [(120, ""), (40, "")]
    two = key_figures([line("a", "Jeunes", 120), line("a", "Associations", 150), line("b", "Idées", 40)])
    assert [one["note"] for one in two] == ["Jeunes", "Associations", ""]

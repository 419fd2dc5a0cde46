"""A new space: its team alone sees it, until its legal pages are complete and an administrator opens it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings

from platform_core.access import System
from platform_core.access.roles import Role
from platform_core.accounts.entry import issue_pass
from platform_core.accounts.models import Invitation, User
from platform_core.accounts.operations.team import invite_member
from platform_core.audit.models import Entry
from platform_core.background.tasks import BULK, DEFAULT, URGENT
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.outbox.relay import deliver_due
from platform_core.pages.models import Page
from platform_core.pages.operations import edit_page
from tenants.directory.queries import figures
from tenants.spaces.models import Space, State
from tenants.spaces.operations import open_to_public
from tests import making

SOBER = "Espace en préparation"
BANNER = "n’est pas encore ouvert"


def complete_pages() -> None:
    for page in Page.objects.filter(is_required=True):
        page.body = re.sub(r"\[\[(?!date_maj)[a-z_]+\]\]", "connu", page.body)
        page.is_complete = True
        page.save()


def row(space: Space) -> Space:
    with making.in_platform():
        found: Space = Space.objects.get(pk=space.pk)
        return found


def deliver() -> None:
    for queue in (URGENT, DEFAULT, BULK):
        deliver_due(queue)


@pytest.mark.parametrize("path", ["/", "/concertations/", "/pages/mentions-legales/", "/sitemap.xml", "/robots.txt"])
def test_visitors_and_residents_read_that_it_is_in_preparation(
    path: str, young: Space, visit: making.Visit, resident: User
) -> None:
    for browser in (visit(), visit(resident)):
        answer = browser.get(path)
        assert answer.status_code == 503
        assert SOBER in answer.content.decode()
        assert young.name not in answer.content.decode()
        assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("no-store", "noindex")


def test_the_api_is_closed_even_to_the_team(young: Space, visit: making.Visit, administrator: User) -> None:
    for browser in (visit(), visit(administrator)):
        answer = browser.get("/api/v1/consultations/")
        assert answer.status_code == 503
        assert answer.json()["code"] == "preparing"


def test_it_is_nowhere_on_the_platform(young: Space, space: Space) -> None:
    apex = making.operator_browser()
    with making.in_platform():
        counted = figures().spaces
    for path in ("/", "/espaces/", "/espaces/?q=lille", "/api/v1/spaces/", "/sitemap.xml", "/commun/"):
        text = apex.get(path).content.decode()
        assert young.name not in text, path
        assert young.host not in text, path
    with making.in_platform():
        Space.objects.filter(pk=young.pk).update(opened_at=young.created_at)
        assert figures().spaces == counted + 1
    assert young.host in apex.get("/api/v1/spaces/").content.decode()


def test_its_certificate_is_asked_for(young: Space, platform: None, settings: Any) -> None:
    asked = making.operator_browser().get("/interne/tls", {"domain": young.main_name})
    assert asked.status_code == 200


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MODERATOR, Role.ANALYST])
def test_its_team_sees_all_of_it_under_a_banner(role: Role, young: Space, visit: making.Visit) -> None:
    member = making.make_user("membre@example.org", roles=[role])
    browser = visit(member)
    for path in ("/", "/concertations/", "/equipe/"):
        answer = browser.get(path)
        assert answer.status_code == 200
        assert BANNER in answer.content.decode()
        assert 'href="/equipe/ouvrir-au-public/"' in answer.content.decode()


def test_what_its_team_saw_is_kept_for_nobody(
    young: Space, visit: making.Visit, administrator: User, settings: Any
) -> None:
    settings.VISITOR_PAGE_SECONDS = 10
    assert visit(administrator).get("/").status_code == 200
    assert visit().get("/").status_code == 503
    with making.in_platform():
        Space.objects.filter(pk=young.pk).update(opened_at=young.created_at)
    text = visit().get("/").content.decode()
    assert BANNER not in text
    assert young.name in text


def test_its_founder_arrives_by_the_letter(young: Space, visit: making.Visit, administrator: User) -> None:
    secret = issue_pass(by=System("opening"), user=administrator)
    browser = visit()
    assert browser.get(f"/arrivee/{secret}/").status_code == 200
    arrived = browser.post(f"/arrivee/{secret}/", follow=True)
    assert arrived.status_code == 200
    assert arrived.request["PATH_INFO"] == "/equipe/"


def test_whoever_is_invited_arrives_too(
    young: Space, visit: making.Visit, administrator: User, mailoutbox: list[Any]
) -> None:
    invite_member(by=administrator, email="nadia@example.org", roles=[Role.MODERATOR])
    with making.in_space(young):
        deliver()
    [letter] = mailoutbox
    found = re.search(rf"{settings.APEX_DOMAIN}\S*?(/[^\s:]*invitation[^\s]*)", letter.body)
    assert found, letter.body
    browser = visit()
    assert browser.get(found[1]).status_code == 200
    assert browser.post(found[1], {"public_name": "Nadia", "agreement": "on"}, follow=True).status_code == 200
    assert Invitation.objects.get().accepted_at
    assert browser.get("/equipe/").status_code == 200


def test_its_team_signs_in_by_code(
    young: Space, visit: making.Visit, administrator: User, mailoutbox: list[Any]
) -> None:
    browser = visit()
    assert browser.get("/compte/connexion/").status_code == 200
    assert browser.post("/compte/connexion/", {"login": administrator.email}).status_code == 302
    with making.in_space(young):
        deliver()
    found = re.search(r"\b\d{4} \d{4}\b", mailoutbox[0].body)
    assert found
    browser.post("/compte/code/", {"code": found[0]})
    assert browser.get("/equipe/").status_code == 200


def test_pictures_that_visitors_cannot_fetch_are_not_shown_where_one_signs_in(
    young: Space, visit: making.Visit
) -> None:
    with making.in_platform():
        Space.objects.filter(pk=young.pk).update(logo="0192f0c8-0000-7000-8000-000000000000")
    assert "/fichiers/" not in visit().get("/compte/connexion/").content.decode()


def test_it_does_not_open_before_its_pages_are_complete(
    young: Space, visit: making.Visit, administrator: User
) -> None:
    browser = visit(administrator)
    page = browser.get("/equipe/ouvrir-au-public/").content.decode()
    assert "Mentions légales" in page
    assert "Directrice ou directeur de la publication" in page
    assert "/equipe/pages/mentions-legales/" in page
    refused = browser.post("/equipe/ouvrir-au-public/")
    assert refused.status_code == 422
    assert "« Mentions légales »" in refused.content.decode().replace("\xa0", " ")
    assert row(young).opened_at is None
    assert visit().get("/").status_code == 503


def test_an_administrator_opens_it_and_everybody_comes(
    young: Space, visit: making.Visit, administrator: User, mailoutbox: list[Any]
) -> None:
    complete_pages()
    browser = visit(administrator)
    assert "Ouvrir au public" in browser.get("/equipe/").content.decode()
    assert browser.get("/equipe/ouvrir-au-public/").status_code == 200
    opened = browser.post("/equipe/ouvrir-au-public/", follow=True)
    assert "ouvert au public" in opened.content.decode()
    assert visit().get("/").status_code == 200
    assert BANNER not in browser.get("/equipe/").content.decode()
    assert Entry.objects.filter(action="spaces.open", actor_id=administrator.pk).count() == 1
    with making.in_platform():
        deliver()
    assert {letter.subject for letter in mailoutbox} == {"Votre espace est ouvert au public"}
    assert administrator.email in {to for letter in mailoutbox for to in letter.to}
    assert browser.get("/equipe/ouvrir-au-public/").status_code == 302
    with pytest.raises(RuleBroken) as again:
        open_to_public(by=administrator, space=young)
    assert again.value.code == "opened"


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST])
def test_the_rest_of_the_team_does_not_open_it(role: Role, young: Space, visit: making.Visit) -> None:
    complete_pages()
    member = making.make_user("membre@example.org", roles=[role])
    assert visit(member).post("/equipe/ouvrir-au-public/").status_code == 403
    with pytest.raises(NotAllowed):
        open_to_public(by=member, space=young)
    assert row(young).opened_at is None


def test_a_team_does_not_open_another_space(young: Space, other_space: Space, administrator: User) -> None:
    with pytest.raises(NotAllowed):
        open_to_public(by=administrator, space=other_space)


@pytest.mark.parametrize("state", [State.SUSPENDED, State.ARCHIVED])
def test_suspended_or_archived_it_stays_closed_and_does_not_open(
    state: State, young: Space, visit: making.Visit, administrator: User
) -> None:
    complete_pages()
    with making.in_platform():
        Space.objects.filter(pk=young.pk).update(state=state)
    assert visit().get("/").status_code == 503
    assert visit(administrator).post("/equipe/ouvrir-au-public/").status_code == 403
    with pytest.raises(RuleBroken) as refusal:
        open_to_public(by=making.SYSTEM, space=young)
    assert refusal.value.code == "state"
    assert row(young).opened_at is None


@pytest.mark.parametrize(
    ("change", "code"),
    [({"is_complete": False}, "required"), ({"body": " "}, "empty"), ({"body": "[[x]]"}, "blanks_left")],
)
def test_once_open_its_legal_pages_stay_complete(
    change: dict[str, Any], code: str, young: Space, visit: making.Visit, administrator: User
) -> None:
    complete_pages()
    open_to_public(by=administrator, space=young)
    with pytest.raises(RuleBroken) as refusal:
        edit_page(by=administrator, page=Page.objects.get(slug="mentions-legales"), **change)
    assert refusal.value.code == code
    browser = visit(administrator)
    seen = browser.get("/equipe/pages/mentions-legales/").context["form"].initial["seen"]
    answer = browser.post(
        "/equipe/pages/mentions-legales/", {"title": "Mentions légales", "body": "Repris", "seen": seen}
    )
    assert answer.status_code == 422
    assert "elle doit rester relue et complète" in answer.content.decode()
    assert Page.objects.get(slug="mentions-legales").body != "Repris"

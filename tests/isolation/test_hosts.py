"""Over HTTP, from one space to another: addresses, sessions, hosts, headers, cookies, forms. What is elsewhere is nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from consultations.process.modality import contribution_url
from consultations.process.models import Contribution
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.api.models import ApiToken
from platform_core.audit.models import Entry
from platform_core.mail.models import Email
from tenants.spaces.models import Space, State
from tests import making
from tests.architecture.routes import Route, routes
from tests.platform_core.api.calling import caller, proposal, proposals_step

NAMED = re.compile(r"/1(?=/|$)")
CHANGING = re.compile(rb'(name="csrfmiddlewaretoken" value="|"request_id": ?")[^"]*')
METHODS = ("get", "post", "patch", "delete")


def of_spaces(method: str) -> list[Route]:
    """Return the addresses of a space that name a row by its number; those of the API alone for methods of programs."""
    found = [one for one in routes() if one.urlconf == "deploy.urls.space" and NAMED.search(one.path)]
    return [one for one in found if method in {"get", "post"} or one.path.startswith("/api/")]


def plain(answer: Any) -> tuple[int, bytes]:
    """Return what an answer says, but for what changes each time."""
    body = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, CHANGING.sub(b"", body)


@pytest.fixture
def chief_of_the_other(other_space: Space, space: Space) -> Client:
    """The browser of an administrator of `amiens`, on `amiens`."""
    with making.in_space(other_space):
        admin = making.make_user("chef@amiens.example.org", roles=[Role.ADMINISTRATOR])
    return making.Visit(other_space)(admin)


@pytest.fixture
def here_only(space: Space, resident: User) -> Contribution:
    """A contribution of `lille` whose number no row of `amiens` has, nor any row of any table there."""
    step = proposals_step(id=700_001)
    return proposal(step, resident, id=700_001)


@pytest.mark.parametrize("method", METHODS)
def test_a_number_of_another_space_is_a_number_of_nothing(
    here_only: Contribution, chief_of_the_other: Client, space: Space, method: str
) -> None:
    before = list(Contribution.objects.order_by("pk").values())
    different = []
    for route in of_spaces(method):
        there, nowhere = (NAMED.sub(f"/{number}", route.path) for number in (here_only.pk, 700_009))
        first, second = (getattr(chief_of_the_other, method)(path) for path in (there, nowhere))
        seen = [plain(answer) for answer in (first, second)]
        seen[0] = (seen[0][0], seen[0][1].replace(b"700001", b"700009"))  # the address itself, said again by the page
        if seen[0] != seen[1] or (first.status_code in {200, 204} and method != "get"):
            different.append((route.path, [status for status, _body in seen]))
    assert different == []
    assert list(Contribution.objects.order_by("pk").values()) == before


def test_what_another_space_has_is_404_in_pages_and_api(
    here_only: Contribution, chief_of_the_other: Client, visit: making.Visit
) -> None:
    pages = [contribution_url(here_only), f"/commentaires/{here_only.pk}/", f"/api/v1/contributions/{here_only.pk}/"]
    assert [visit().get(path).status_code for path in pages] == [200, 200, 200]
    assert [chief_of_the_other.get(path).status_code for path in pages] == [404, 404, 404]
    assert not Entry.objects.filter(action__startswith="supports").exists()


def test_a_session_of_a_space_is_anonymous_in_another_whatever_its_number(
    space: Space, other_space: Space, visit: making.Visit, administrator: User
) -> None:
    with making.in_space(other_space):
        twin = making.make_user("jumelle@amiens.example.org", roles=[Role.ADMINISTRATOR])
        User.objects.filter(pk=twin.pk).delete()
        twin.pk = administrator.pk  # the same number in both
        twin.save(force_insert=True)
    signed_in = visit(administrator)
    assert signed_in.get("/equipe/").status_code == 200
    thief = visit(at=other_space)
    thief.cookies = signed_in.cookies
    answer = thief.get("/equipe/")
    assert (answer.status_code, "/compte/connexion/" in answer["Location"]) == (302, True)
    assert thief.get("/api/v1/me/").status_code == 401
    operator = making.operator_browser()
    operator.cookies = signed_in.cookies
    assert operator.get("/operateur/").status_code == 302


@pytest.mark.parametrize(
    ("host", "statuses"),
    [
        ("inconnu.citoyens.test", {404}),
        ("evil.example", {404}),
        ("127.0.0.1", {404}),
        ("[::1]", {404}),
        ("", {400, 404}),
        ("lille.citoyens.test@evil.example", {400, 404}),
        ("evil.example/lille.citoyens.test", {400, 404}),
        ("lille.citoyens.test.evil.example", {404}),
        ("lille.citoyens.test:443", {200}),
        ("LILLE.citoyens.test.", {200, 301}),
    ],
)
def test_a_host_that_is_not_ours_gets_nothing(space: Space, host: str, statuses: set[int]) -> None:
    answer: Any = making.operator_browser().get("/", headers={"host": host})
    assert answer.status_code in statuses
    if 200 not in statuses:
        assert "Ville de Lille" not in answer.content.decode()
        assert "evil" not in answer.headers.get("Location", "")


FORWARDED = {
    "x-forwarded-host": "amiens.citoyens.test",
    "x-host": "amiens.citoyens.test",
    "x-original-host": "amiens.citoyens.test",
    "x-forwarded-server": "amiens.citoyens.test",
    "forwarded": "host=amiens.citoyens.test;proto=https",
}


def test_forwarded_hosts_change_neither_pages_nor_links_nor_letters(
    space: Space, visit: making.Visit, administrator: User
) -> None:
    page = visit().get("/", headers=FORWARDED).content.decode()
    assert "Ville de Lille" in page
    assert "amiens.citoyens.test" not in page
    asked = visit().get("/equipe/", headers=FORWARDED)
    assert "amiens" not in asked["Location"]
    sent = visit(administrator).post(
        "/equipe/membres/inviter/", {"email": "x@example.org", "roles": ["moderator"]}, headers=FORWARDED
    )
    assert sent.status_code == 302
    assert Email.objects.get(to="x@example.org").action_url.startswith("https://lille.citoyens.test/")


def cookies_of(browser: Client) -> Iterator[Any]:
    for path in ("/compte/connexion/", "/langue/", "/ouvrir-un-espace/", "/operateur/compte/connexion/"):
        answer: Any = browser.get(path)
        yield from answer.cookies.values()
        if answer.status_code == 200:
            yield from browser.post(path, {"login": "resident@example.org", "kind": "commune"}).cookies.values()


@pytest.mark.parametrize("place", ["space", "apex"])
def test_every_cookie_is_of_one_host_alone(space: Space, visit: making.Visit, resident: User, place: str) -> None:
    browser = visit() if place == "space" else making.operator_browser()
    found = list(cookies_of(browser))
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} <= {cookie.key for cookie in found}
    for cookie in found:
        assert cookie.key.startswith("__Host-"), cookie.key
        assert (cookie["domain"] or "", cookie["path"], bool(cookie["secure"])) == ("", "/", True)
        assert cookie["samesite"] in {"Lax", "Strict"}
        if cookie.key != settings.LANGUAGE_COOKIE_NAME:
            assert cookie["httponly"]


def test_a_form_of_another_space_is_refused_everywhere(
    space: Space, visit: making.Visit, administrator: User, other_space: Space
) -> None:
    browser = visit(administrator, enforce_csrf_checks=True)
    there = visit(at=other_space)
    there.get("/compte/connexion/")
    stolen = there.cookies[settings.CSRF_COOKIE_NAME].value
    origin = f"https://{other_space.host}"
    before = Entry.objects.count()
    let_in = []
    for route in routes():
        if route.urlconf != "deploy.urls.space" or route.name.startswith("schema"):
            continue
        kinds = ("application/json", "text/plain") if "/api/" in route.path else ("application/x-www-form-urlencoded",)
        for kind in kinds:
            answer = browser.post(
                route.path,
                f"csrfmiddlewaretoken={stolen}",
                content_type=kind,
                headers={"origin": origin, "referer": f"{origin}/", "sec-fetch-site": "same-site"},
            )
            if answer.status_code < 400 and answer.status_code not in {301, 308}:  # led to the address with its slash
                let_in.append((route.path, kind, answer.status_code))
    assert [one for one in let_in if not one[0].startswith(("/desabonnement/",))] == []
    assert Entry.objects.count() == before


def test_addresses_of_one_side_do_not_exist_on_the_other(
    space: Space, visit: making.Visit, administrator: User
) -> None:
    operator, team = making.operator_browser(), visit(administrator)
    for path in ("/equipe/", "/equipe/membres/", "/concertations/", "/propositions/1/", "/compte/mes-donnees/"):
        assert operator.get(path).status_code == 404, path
    for path in ("/operateur/", "/operateur/espaces/", "/ouvrir-un-espace/", "/operateur/compte/connexion/"):
        assert team.get(path).status_code == 404, path


def look(label: str) -> tuple[int, bytes, list[tuple[str, str]]]:
    answer: Any = making.operator_browser().get("/", headers={"host": f"{label}.citoyens.test"})
    return (
        answer.status_code,
        answer.content.replace(label.encode(), b"LABEL"),
        sorted(item for item in answer.headers.items() if item[0] != "X-Request-ID"),
    )


def test_what_is_being_made_or_gone_looks_like_what_never_was(spaces: tuple[Space, Space], platform: None) -> None:
    never = look("jamais-venu")
    assert never[0] == 404
    for state in (State.PROVISIONING, State.DELETED):
        Space.objects.create(label=f"etat-{state}", name="Secret", kind="commune", state=state)
        assert look(f"etat-{state}") == never
    for state in (State.PROVISIONING, State.SUSPENDED, State.DELETED):
        Space.objects.filter(pk=spaces[1].pk).update(state=state)
        pages = [
            making.operator_browser().get(path).content.decode() for path in ("/", "/espaces/", "/api/v1/spaces/")
        ]
        assert not any("amiens.citoyens.test" in page for page in pages), state
    Space.objects.filter(pk=spaces[1].pk).update(state=State.ACTIVE, is_listed=False)
    assert "amiens.citoyens.test" not in making.operator_browser().get("/espaces/").content.decode()


def test_a_space_taken_out_of_service_refuses_its_tokens(space: Space, resident: User) -> None:
    program = caller(space, resident)
    assert program.get("me/").status_code == 200
    for state, status in ((State.SUSPENDED, 503), (State.PROVISIONING, 404), (State.DELETED, 404)):
        with making.in_platform():
            Space.objects.filter(pk=space.pk).update(state=state)
        assert program.get("me/").status_code == status
    assert ApiToken.objects.count() == 1

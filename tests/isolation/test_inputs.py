"""Whatever is put in an address or a form: a page or a refusal in words, never our error, never code, never a delay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from time import monotonic
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import LazySettings

from consultations.capabilities.comments.models import Comment
from consultations.capabilities.moderation.models import Report
from consultations.process.modality import contribution_url, modality_of
from consultations.process.models import Contribution
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making
from tests.architecture.routes import routes
from tests.platform_core.api.calling import Caller, caller, proposal, proposals_step

SLEEP = "1') OR (SELECT 1 FROM pg_sleep(3)) IS NOT NULL --"
SCRIPT = '"><script>alert(1)</script>'
NASTY = [
    "\x00",
    SLEEP,
    "CASE WHEN 1=1 THEN title ELSE body END",
    "-author__email",
    SCRIPT,
    "{{7*7}}{% debug %}",
    "x\r\nSet-Cookie: intrus=1",
    "99999999999999999999",
    "\u202egnp.exe",
    "é" * 3000,
]
NAMES = [
    "q",
    "tri",
    "ordre",
    "order",
    "page",
    "size",
    "theme",
    "commune",
    "insee",
    "structure",
    "etat",
    "statut",
    "type",
    "kind",
    "quand",
    "phase",
    "modalite",
    "position",
    "departement",
    "cp",
    "rayon",
    "vue",
    "motif",
    "auteur",
    "lu",
    "du",
    "au",
    "qui",
    "action",
    "espace",
    "retour",
    "next",
    "lat",
    "lng",
    "apres",
]
NAMED = re.compile(r"/(1|exemple|000000|00000000-0000-4000-8000-000000000001)(/|$)")


def lists(urlconf: str) -> list[str]:
    """Return the addresses of a host that name nothing."""
    apart = ("/api/", "/static/", "/couleurs/")
    found = {one.path for one in routes() if one.urlconf == urlconf and not NAMED.search(one.path)}
    return sorted(path for path in found if not path.startswith(apart))


def faults(browser: Any, paths: list[str]) -> Iterator[str]:
    for path in paths:
        for value in NASTY:
            start = monotonic()
            answer = browser.get(f"{path}?{urlencode(dict.fromkeys(NAMES, value))}")
            shown = b"" if answer.streaming else answer.content
            if answer.status_code >= 500 or monotonic() - start > 3:
                yield f"{path} {value[:30]!r}: {answer.status_code}"
            if b"<script>alert(1)" in shown or b"49debug" in shown or "intrus" in answer.cookies:
                yield f"{path} {value[:30]!r}: taken as code"


@pytest.fixture
def one(space: Space, resident: User) -> Contribution:
    return proposal(proposals_step(), resident)


def public_pages(one: Contribution) -> list[str]:
    step = one.step
    shown = [f"/concertations/{step.consultation.slug}/", modality_of(step).step_url(step), contribution_url(one)]
    initiatives = making.make_step(step.consultation, "initiatives")
    return [*shown, modality_of(initiatives).step_url(initiatives), f"/commentaires/{one.pk}/"]


def test_the_address_of_a_page_for_everybody(one: Contribution, visit: making.Visit) -> None:
    assert list(faults(visit(), [*lists("deploy.urls.space"), *public_pages(one)])) == []


def test_the_address_of_a_page_of_the_team(one: Contribution, visit: making.Visit, administrator: User) -> None:
    team = [path for path in lists("deploy.urls.space") if path.startswith("/equipe/")]
    assert list(faults(visit(administrator), [*team, *public_pages(one)])) == []


def test_the_address_of_a_page_of_the_apex(platform: None) -> None:
    assert list(faults(making.operator_browser(), lists("deploy.urls.platform"))) == []


@pytest.mark.parametrize("text", ["Bon\x00jour", "Bon\x1b[31mjour", "\u202eBonjour", "Bon\u200bjour"])
def test_what_deceives_the_eye_is_taken_out_of_what_people_write(
    one: Contribution, visit: making.Visit, moderator: User, text: str
) -> None:
    browser = visit(moderator)
    said = browser.post(f"/commentaires/{one.pk}/ajouter/", {"body": text, "alignment": "0"})
    told = browser.post(f"/signaler/{one.pk}/", {"reason": "insults", "message": text})
    clean = {"Bonjour", "Bon[31mjour"}
    assert max(said.status_code, told.status_code) < 500
    assert {row.contribution.body for row in Comment.objects.all()} < clean
    assert {row.message for row in Report.objects.all()} <= clean


def test_programs_write_clean_comments_too(one: Contribution, space: Space, resident: User) -> None:
    program = caller(space, resident)
    answer = program.post(f"contributions/{one.pk}/comments/", {"body": "\u202eBon\u200bjour\x1b"})
    assert (answer.status_code, answer.json()["body"]) == (201, "Bonjour")
    assert program.post(f"contributions/{one.pk}/comments/", {"body": "a\x00"}).status_code == 400
    assert program.post(f"contributions/{one.pk}/comments/", {"body": "\u200b"}).status_code == 422


@pytest.mark.parametrize("origin", ["https://amiens.citoyens.test", "https://evil.test", "null"])
@pytest.mark.parametrize("method", ["get", "options", "post"])
def test_no_other_site_reads_answers_with_a_session(
    space: Space, visit: making.Visit, resident: User, origin: str, method: str
) -> None:
    asked = {"origin": origin, "access-control-request-method": "POST"}
    for path in ("/api/v1/me/", "/api/v1/contributions/", "/api/v1/schema/"):
        answer = getattr(visit(resident), method)(path, headers=asked)
        assert [name for name in answer.headers if name.lower().startswith("access-control")] == []
        assert origin not in str(answer.headers)


def test_a_token_of_a_space_is_unknown_in_another_and_on_the_apex(
    space: Space, other_space: Space, resident: User
) -> None:
    here = caller(space, resident)
    for place in (other_space, None):
        there = Caller(place, **here.headers)
        for path in ("consultations/", "me/") if place else ("spaces/",):
            answer = there.get(path)
            assert answer.status_code in {401, 404}
            assert "resident" not in answer.content.decode()


def test_pages_answer_while_the_cache_is_away(
    one: Contribution, visit: making.Visit, moderator: User, settings: LazySettings
) -> None:
    away = {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}  # nothing listens there
    settings.CACHES = {"default": away}
    reader = visit(moderator)
    assert [path for path in ["/", "/concertations/", *public_pages(one)] if reader.get(path).status_code >= 500] == []
    assert visit().get("/").status_code == 200
    assert reader.post(f"/soutiens/{one.pk}/", {"wanted": "1"}).status_code == 302
    assert reader.post(f"/commentaires/{one.pk}/ajouter/", {"body": "Oui", "alignment": "0"}).status_code in {200, 302}
    assert Caller(visit.space).get("contributions/").status_code == 200
    one.refresh_from_db()
    assert (one.supports_count, one.comments_count) == (1, 1)


@pytest.mark.parametrize("urlconf", ["deploy.urls.space", "deploy.urls.platform"])
def test_an_error_shows_nothing_of_the_inside(
    space: Space, visit: making.Visit, monkeypatch: pytest.MonkeyPatch, urlconf: str
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise ValueError("secret-interne SELECT * FROM accounts_user /srv/app")

    monkeypatch.setattr("platform_core.access.middleware.AccessMiddleware.process_view", fail)
    browser = visit() if urlconf.endswith("space") else making.operator_browser()
    browser.raise_request_exception = False
    answer = browser.get("/" if urlconf.endswith("space") else "/espaces/")
    shown = answer.content.decode()
    assert answer.status_code == 500
    assert not re.search(r"secret-interne|SELECT|Traceback|ValueError|/srv|DJANGO", shown)
    assert "<h1" in shown

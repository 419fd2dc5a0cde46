"""Tokens: made and closed by their owner, shown once, kept hashed, worth nothing elsewhere or afterwards."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from platform_core.accounts.models import User
from platform_core.api.models import ApiToken
from platform_core.api.operations import create_token, revoke_token
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.mail.models import Email
from tenants.spaces.models import Space, State
from tests import making
from tests.platform_core.api.calling import Caller, caller, token

SECRET = re.compile(r"cec_[\w-]{43}")


def refused(answer: Any) -> bool:
    return bool(
        answer.status_code == 401
        and answer.json() == {"code": "bad_token", "message": "Ce jeton n’est pas valable ici."}
        and answer.headers["WWW-Authenticate"].startswith("Bearer")
    )


def test_the_secret_is_shown_once_and_kept_nowhere(visit: making.Visit, resident: User) -> None:
    browser = visit(resident)
    made = browser.post("/compte/jetons/nouveau/", {"name": "Site", "scopes": ["read"], "days": "90"})
    secret = SECRET.search(made.content.decode())
    assert made.status_code == 201
    assert "no-store" in made.headers["Cache-Control"]
    assert secret is not None
    listed = browser.get("/compte/jetons/").content.decode()
    kept = str(list(ApiToken.objects.values())) + str(list(Email.objects.values())) + str(dict(browser.session))
    assert "Site" in listed
    assert secret[0][:12] in listed
    assert secret[0] not in listed + kept + str(list(Entry.objects.values()))


def test_a_secret_has_at_least_128_random_bits(resident: User) -> None:
    secrets = {create_token(by=resident, name="Essai", scopes=["read"], days=1)[1] for _time in range(5)}
    assert len(secrets) == 5
    assert all(SECRET.fullmatch(secret) for secret in secrets)  # 43 characters of base64: 256 bits


def test_its_owner_is_told_by_mail_without_the_secret(resident: User) -> None:
    made, secret = create_token(by=resident, name="Site", scopes=["read"], days=30)
    letter = Email.objects.get(key=f"token:{made.pk}")
    assert letter.to == resident.email
    assert secret not in str(vars(letter))
    assert mail.outbox == []  # the outbox sends it


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Donnez un nom"),
        ({"scopes": []}, "Choisissez au moins un droit"),
        ({"scopes": ["write:team"]}, "réponses proposées"),
        ({"days": "9999"}, "réponses proposées"),
    ],
)
def test_a_refused_form_says_why(visit: making.Visit, resident: User, typed: dict[str, Any], words: str) -> None:
    sent = {"name": "Site", "scopes": ["read"], "days": "90", **typed}
    answer = visit(resident).post("/compte/jetons/nouveau/", sent)
    said = words in answer.content.decode()
    assert (answer.status_code, said) == (422, True)
    assert not ApiToken.objects.exists()


def test_ten_tokens_at_most(resident: User) -> None:
    made = [create_token(by=resident, name="Essai", scopes=["read"], days=1)[0] for _time in range(10)]
    with pytest.raises(RuleBroken, match="too_many"):
        create_token(by=resident, name="Essai", scopes=["read"], days=1)
    revoke_token(by=resident, token=made[0])
    create_token(by=resident, name="Essai", scopes=["read"], days=1)


def test_somebody_else_s_token_is_nowhere(visit: making.Visit, resident: User, moderator: User) -> None:
    made, _secret = create_token(by=moderator, name="Site", scopes=["read"], days=30)
    assert "Site" not in visit(resident).get("/compte/jetons/").content.decode()
    assert visit(resident).post(f"/compte/jetons/{made.pk}/fermer/").status_code == 404
    with pytest.raises(NotAllowed, match="not_yours"):
        revoke_token(by=resident, token=made)


def test_closing_asks_then_closes_at_once(visit: making.Visit, resident: User, space: Space) -> None:
    made, secret = create_token(by=resident, name="Site", scopes=["read"], days=30)
    program, browser = Caller(space, secret), visit(resident)
    assert program.get("me/").status_code == 200
    assert "Fermer le jeton « Site »" in browser.get(f"/compte/jetons/{made.pk}/fermer/").content.decode()
    assert browser.post(f"/compte/jetons/{made.pk}/fermer/").status_code == 302
    assert refused(program.get("me/"))
    assert refused(program.get("consultations/"))  # not even what is public: the program must know


def test_a_token_opens_nothing_in_another_space_nor_on_the_apex(
    space: Space, other_space: Space, resident: User
) -> None:
    secret = token(resident)
    assert Caller(space, secret).get("me/").status_code == 200
    with making.in_space(other_space):
        making.make_user("resident@example.org", "Camille")
    assert refused(Caller(other_space, secret).get("me/"))
    assert refused(Caller(other_space, secret).get("consultations/"))
    assert refused(Caller(None, secret).get("spaces/"))


@pytest.mark.parametrize(
    "change",
    [
        {"is_active": False},
        {"sign_out_count": 1},
    ],
)
def test_an_account_closed_or_signed_out_everywhere_closes_its_tokens(
    space: Space, resident: User, change: dict[str, Any]
) -> None:
    program = caller(space, resident)
    assert program.get("me/").status_code == 200
    User.objects.filter(pk=resident.pk).update(**change)
    assert refused(program.get("me/"))


def test_a_token_past_its_end_is_refused(space: Space, resident: User) -> None:
    program = caller(space, resident)
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert refused(program.get("me/"))


def test_a_suspended_space_answers_nothing(space: Space, resident: User) -> None:
    program = caller(space, resident)
    with making.in_platform():
        Space.objects.filter(pk=space.pk).update(state=State.SUSPENDED)
    assert program.get("me/").status_code == 503


def test_losing_a_role_is_felt_at_once(space: Space, administrator: User) -> None:
    program = caller(space, administrator)
    draft = making.make_consultation(state="draft", published_at=None)
    assert program.get(f"consultations/{draft.pk}/").status_code == 200
    User.objects.filter(pk=administrator.pk).update(roles=[])
    assert program.get(f"consultations/{draft.pk}/").status_code == 404


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Bearer cec_", "Basic cGFzc2U=", "Bearer \x7f", "cec_x", "Bearer a b"]
)
def test_what_is_not_a_token_is_refused(space: Space, header: str) -> None:
    assert refused(Caller(space).get("consultations/", authorization=header))


def test_a_token_is_not_read_from_the_address(space: Space, resident: User) -> None:
    secret = token(resident)
    for name in ("token", "access_token", "authorization", "api_key"):
        assert Caller(space).get(f"me/?{name}={secret}").status_code == 401


def test_use_is_noted_at_most_once_an_hour(space: Space, resident: User) -> None:
    program = caller(space, resident)
    program.get("me/")
    first = ApiToken.objects.get().last_used_at
    program.get("me/")
    assert first is not None
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(hours=2))
    program.get("me/")
    assert (ApiToken.objects.get().last_used_at or first) >= first


def test_a_token_is_kept_within_its_scopes(space: Space, resident: User) -> None:
    reading, writing = caller(space, resident, "read"), caller(space, resident, "write:contributions")
    assert reading.get("me/").status_code == 200
    assert (reading.post("contributions/").status_code, reading.post("contributions/").json()["code"]) == (
        403,
        "scope",
    )
    assert writing.get("me/").json()["code"] == "scope"
    assert writing.post("contributions/").status_code == 400  # let in: the body lacks everything


def test_a_session_reads_and_needs_the_csrf_token_to_write(space: Space, resident: User, visit: making.Visit) -> None:
    browser = visit(resident, enforce_csrf_checks=True)
    assert browser.get("/api/v1/me/").json()["token"] is None
    answer = browser.post("/api/v1/contributions/", "{}", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    forged = browser.post("/api/v1/contributions/", {"title": "x"})  # a form of another site
    assert forged.status_code == 403


def test_a_visitor_is_asked_to_sign_in(space: Space) -> None:
    answer = Caller(space).get("me/")
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")

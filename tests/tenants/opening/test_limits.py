"""Abuse: floods, guesses, repetitions, abandoned requests. Each limit is of the database: losing the cache changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from platform_core.access import System
from platform_core.access.roles import Role
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.mail.models import Email
from tenants.opening import limits, operations
from tenants.opening.models import EmailCode, Purpose, RefusedDomain, SpaceRequest, State
from tenants.opening.proving import send_code
from tenants.opening.rules import OrganisationKind
from tenants.spaces.models import Space
from tests import making
from tests.tenants.opening.asking import ASKER, Asker, accepted, filled, last_code, letters_to

EMAIL = "camille@marais.example.org"


def age(request: SpaceRequest, **ago: float) -> None:
    """Make the codes of a request older."""
    for code in request.codes.all():
        EmailCode.objects.filter(pk=code.pk).update(created_at=code.created_at - timedelta(**ago))


def codes_sent(email: str = EMAIL) -> int:
    return Email.objects.filter(to=email, key__startswith="opening.code").count()


def test_a_form_sent_five_times_makes_one_request_one_code_one_space(platform: None) -> None:
    asker = Asker()
    asker.association()
    for _time in range(4):
        asker.founder(EMAIL)
    assert codes_sent() == 1
    code = last_code(EMAIL)
    answers = [asker.post("code/", code=code) for _time in range(5)]
    assert {answer.url for answer in answers} == {answers[0].url}
    assert SpaceRequest.objects.count() == 1
    assert Space.objects.filter(label="les-amis-du-marais").count() == 1


def test_the_back_button_after_sending_leads_to_what_became_of_it(platform: None) -> None:
    asker = Asker()
    asker.association()
    followed = asker.confirm(EMAIL).url
    for screen in ("organisation/", "nom/", "vous/", "code/"):
        assert asker.get(screen).url == followed
        assert asker.post(screen, organisation="Autre", name="Autre", label="autre").url == followed
    assert asker.post("", kind="commune").url == followed
    assert SpaceRequest.objects.get().organisation == "Les Amis du marais"


def test_another_request_can_be_begun_after_the_first(platform: None) -> None:
    asker = Asker()
    asker.association()
    asker.confirm(EMAIL)
    asker.post("recommencer/")
    asker.post("", kind="association")
    assert SpaceRequest.objects.count() == 2


def test_guesses_are_counted_then_the_code_is_dead(platform: None) -> None:
    request = filled()
    code = last_code(EMAIL)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _time in range(limits.CODE_ATTEMPTS):
        with pytest.raises(RuleBroken):
            operations.confirm_code(by=ASKER, request=request, code=wrong)
    with pytest.raises(RuleBroken, match="code_dead"):
        operations.confirm_code(by=ASKER, request=request, code=code)
    request.refresh_from_db()
    assert request.state == State.AWAITING_CODE


def test_a_code_dies_of_age(platform: None) -> None:
    request = filled()
    EmailCode.objects.update(expires_at=timezone.now())
    with pytest.raises(RuleBroken, match="code_dead"):
        operations.confirm_code(by=ASKER, request=request, code=last_code(EMAIL))


def test_only_the_last_code_counts(platform: None) -> None:
    request = filled()
    first = last_code(EMAIL)
    age(request, minutes=2)
    operations.resend_code(by=ASKER, request=request)
    assert codes_sent() == 2
    if last_code(EMAIL) != first:
        with pytest.raises(RuleBroken, match="code_wrong"):
            operations.confirm_code(by=ASKER, request=request, code=first)


def test_a_code_is_typed_as_people_type(platform: None) -> None:
    request = filled()
    code = last_code(EMAIL)
    operations.confirm_code(by=ASKER, request=request, code=f" {code[:3]} {code[3:]} ")
    request.refresh_from_db()
    assert request.state == State.ACCEPTED


def test_a_code_proves_no_other_address(platform: None) -> None:
    asker = Asker()
    asker.association()
    code = last_code(EMAIL)
    asker.founder("autre@marais.example.org")
    assert asker.post("code/", code=code).status_code == 422
    assert SpaceRequest.objects.get().confirmed_email == ""


def test_another_code_within_the_minute_is_not_sent(platform: None) -> None:
    request = filled()
    operations.resend_code(by=ASKER, request=request)
    assert codes_sent() == 1


def test_an_address_receives_few_codes_an_hour_whoever_asks(platform: None) -> None:
    for number in range(limits.CODES_PER_EMAIL):
        filled(f"marais-{number}", number="", origin=f"from-{number}")
    with pytest.raises(RuleBroken, match="too_many_codes"):
        filled("marais-encore", origin="from-elsewhere")
    assert codes_sent() == limits.CODES_PER_EMAIL


def test_a_request_receives_few_codes_in_all(platform: None) -> None:
    request = filled()
    for number in range(limits.CODES_PER_REQUEST - 1):
        send_code(request, Purpose.FOUNDER, f"x{number}@marais-{number}.example.org", again=True)
    with pytest.raises(RuleBroken, match="too_many_codes"):
        send_code(request, Purpose.FOUNDER, "y@autre.example.org", again=True)


def one_of_a_flood(number: int) -> str:
    try:
        filled(f"flot-{number}", number="", email=f"p{number}@gmail.com", origin="one-place")
    except RuleBroken as error:
        return error.code
    return "sent"


def test_fifty_requests_from_one_place_are_slowed_down_and_the_operator_is_told(platform: None) -> None:
    operator = making.make_user("operatrice@example.org", roles=[Role.OPERATOR])
    answers = [one_of_a_flood(number) for number in range(50)]
    assert answers.count("sent") == limits.CODES_PER_ORIGIN
    assert set(answers[limits.CODES_PER_ORIGIN :]) <= {"too_many_codes", "too_many_requests"}
    EmailCode.objects.bulk_create(
        EmailCode(
            request=SpaceRequest.objects.first(),
            purpose=Purpose.FOUNDER,
            email="x@example.org",
            seal="",
            expires_at=timezone.now(),
        )
        for _number in range(limits.CODES_IN_ALL)
    )
    for _time in range(2):
        operations.warn_flood(by=System("opening"))
    assert letters_to(operator.email) == ["Afflux de demandes d’espace"]


def test_a_domain_of_one_organisation_receives_few_codes_an_hour(platform: None) -> None:
    for number in range(limits.CODES_PER_DOMAIN):
        filled(f"flot-{number}", number="", email=f"p{number}@societe.example.org", origin=f"from-{number}")
    with pytest.raises(RuleBroken, match="too_many_codes"):
        filled("flot-encore", email="encore@societe.example.org", origin="from-elsewhere")


def test_many_requests_for_one_organisation_are_stopped_but_not_from_its_own_domain(platform: None) -> None:
    asker = Asker()
    for number in range(limits.WAITING_PER_ORGANISATION):
        waiting = accepted(f"autre-{number}", email=f"p{number}@a{number}.example.org", number="")
        SpaceRequest.objects.filter(pk=waiting.pk).update(kind="commune", organisation_key="216200410")
    refused = asker.commune("62041", "Ville d’Arras", "arras-participe", "jeanne@gmail.com")
    assert refused.status_code == 429
    assert codes_sent("jeanne@gmail.com") == 0
    assert asker.founder("jeanne@arras.fr").status_code == 302


def test_too_many_is_said_with_429_beside_the_field(platform: None) -> None:
    for number in range(limits.CODES_PER_EMAIL):
        filled(f"marais-{number}", number="", origin=f"from-{number}")
    answer = Asker().association("marais-encore")
    assert answer.status_code == 429
    assert "Réessayez dans une heure" in answer.content.decode()
    assert f'value="{EMAIL}"' in answer.content.decode()


def test_an_address_known_or_not_is_answered_alike(platform: None) -> None:
    making.make_user("connue@example.org")
    accepted("deja-la", email="deja@example.org")
    pages = [
        Asker().association(f"marais-{n}", email=e) for n, e in enumerate(["connue@example.org", "x@example.org"])
    ]
    again = Asker().association("marais-9", email="deja@example.org")
    assert {(page.status_code, page.url) for page in [*pages, again]} == {(302, "/ouvrir-un-espace/code/")}


def test_looks_are_counted_by_the_minute(platform: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenants.opening.views.organisation.LOOKS_PER_MINUTE", 2)
    asker = Asker()
    asker.browser.defaults["REMOTE_ADDR"] = "192.0.2.44"
    asker.post("", kind="commune")
    answers = [asker.get("organisation/", q="arras").status_code for _time in range(3)]
    assert answers == [200, 200, 429]


def test_forwarded_addresses_are_believed_from_our_proxies_only(platform: None, settings: Any) -> None:
    asker, other = Asker(), Asker()
    asker.browser.post("/ouvrir-un-espace/", {"kind": "association"}, headers={"X-Forwarded-For": "198.51.100.1"})
    other.browser.post("/ouvrir-un-espace/", {"kind": "association"}, headers={"X-Forwarded-For": "198.51.100.2"})
    assert len(set(SpaceRequest.objects.values_list("origin", flat=True))) == 1
    settings.NUM_PROXIES = 1
    third = Asker()
    spoofed = {"X-Forwarded-For": "203.0.113.9, 198.51.100.3"}
    third.browser.post("/ouvrir-un-espace/", {"kind": "association"}, headers=spoofed)
    fourth = Asker()
    fourth.browser.post("/ouvrir-un-espace/", {"kind": "association"}, headers={"X-Forwarded-For": "198.51.100.3"})
    last = list(SpaceRequest.objects.order_by("-pk").values_list("origin", flat=True)[:2])
    assert last[0] == last[1]


def test_an_abandoned_request_loses_who_it_was_then_goes(platform: None) -> None:
    request, sent = filled(), accepted("autre", number="W595099999", email="autre@example.org")
    SpaceRequest.objects.update(touched_at=timezone.now() - limits.DRAFT_LIFE * 2)
    assert operations.expire_requests(by=System("opening")) == 1
    request.refresh_from_db()
    assert (request.state, request.email, request.public_name, request.duty) == (State.EXPIRED, "", "", "")
    assert not request.codes.exists()
    sent.refresh_from_db()
    assert sent.state == State.ACCEPTED
    SpaceRequest.objects.filter(pk=request.pk).update(touched_at=timezone.now() - limits.EXPIRED_KEPT * 2)
    operations.expire_requests(by=System("opening"))
    assert not SpaceRequest.objects.filter(pk=request.pk).exists()


def test_a_refused_request_is_kept_a_year(platform: None) -> None:
    request = accepted(number="")
    facts = {"state": State.REFUSED, "message": "Non."}
    for days, email in [(300, EMAIL), (400, "")]:
        SpaceRequest.objects.filter(pk=request.pk).update(decided_at=timezone.now() - timedelta(days=days), **facts)
        operations.expire_requests(by=System("opening"))
        request.refresh_from_db()
        assert request.email == email


def test_whoever_comes_back_to_an_expired_request_is_told(platform: None) -> None:
    asker = Asker()
    asker.association()
    SpaceRequest.objects.update(touched_at=timezone.now() - limits.DRAFT_LIFE * 2)
    operations.expire_requests(by=System("opening"))
    page = asker.browser.get(asker.get("vous/").url).content.decode()
    assert "a expiré" in page


def test_a_refused_domain_is_held(platform: None) -> None:
    RefusedDomain.objects.create(domain="marais.example.org")
    assert accepted().state == State.HELD


def test_a_cache_that_is_away_stops_nobody(platform: None, settings: Any) -> None:
    away = {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": away}
    asker = Asker()
    asker.association()
    asker.confirm(EMAIL)
    assert asker.get("").status_code == 200
    assert SpaceRequest.objects.get().state == State.ACCEPTED


def test_nobody_fills_a_request_from_inside_a_space(space: Space) -> None:
    with pytest.raises(NotAllowed):
        operations.start_request(by=making.make_user("x@example.org"), kind=OrganisationKind.OTHER, origin="")

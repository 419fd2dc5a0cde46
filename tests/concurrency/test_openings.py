"""Asking for a space, many at once, through the pages of two servers: one label is one space, a flood is bounded."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from platform_core.mail.models import Email
from tenants.opening import limits
from tenants.opening.models import EmailCode, SpaceRequest, State
from tenants.postgresql.schemas import schema_exists
from tenants.spaces.models import Domain, Space
from tests.concurrency.crowd import Answer, Browser, Servers, together
from tests.tenants.opening.asking import last_code

pytestmark = pytest.mark.usefixtures("platform_rows")
START = "/ouvrir-un-espace/"
APEX = "citoyens.test"


def asker(servers: Servers, number: int, *, address: str = "") -> Browser:
    """Return somebody at their own desk, on one server or the other."""
    return Browser(servers[number % 2], APEX, address=address or f"198.51.100.{number + 1}")


def ask(browser: Browser, number: int, label: str, email: str) -> Answer:
    """Fill all the screens, up to the one that sends the code; returns the first answer that is not a step further."""
    known = {"public_name": "Camille", "duty": "présidente", "contact_email": email, "charter": "on", "email": email}
    browser.open(START)
    answer = Answer(0, b"")
    for screen, typed in (
        ("", {"kind": "association"}),
        ("organisation/", {"organisation": f"Asso {number}", "number": f"W59500{number:04}", "place": "Arras"}),
        ("nom/", {"name": f"Asso {number}", "label": label}),
        ("vous/", known),
    ):
        answer = browser.post(f"{START}{screen}", **typed)
        if answer.status != 302:
            break
    return answer


def confirm(browser: Browser, code: str) -> Answer:
    return browser.post(f"{START}code/", code=code)


def test_ten_openings_of_one_label_at_once_make_one_space(servers: Servers) -> None:
    office = servers[0]
    browsers = [asker(servers, number) for number in range(10)]
    for number, browser in enumerate(browsers):
        assert ask(browser, number, "les-amis-du-marais", f"p{number}@asso{number}.example.org").status == 302
    codes = [office.do(partial(last_code, f"p{n}@asso{n}.example.org")) for n in range(10)]
    answers = together(lambda pair: confirm(*pair), list(zip(browsers, codes, strict=True)))
    assert sum("/suivi/" in answer.location for answer in answers) == 1
    assert all(answer.status in {302, 422} for answer in answers)
    lost = next(browser for browser, answer in zip(browsers, answers, strict=True) if "/suivi/" not in answer.location)
    assert "déjà" in lost.open(f"{START}nom/").body.decode()  # told, beside the field, another address is enough
    states = office.do(lambda: Counter(SpaceRequest.objects.values_list("state", flat=True)))
    assert states == {State.ACCEPTED: 1, State.DRAFT: 9}
    office.build_requested()
    space = office.do(lambda: Space.objects.get(label="les-amis-du-marais"))
    assert office.do(lambda: Domain.objects.filter(domain__startswith="les-amis-du-marais.").count()) == 1
    assert office.do(lambda: schema_exists(space.schema_name))
    assert Browser(servers[1], space.host).open("/compte/connexion/").status == 200


def test_a_form_sent_five_times_at_once_makes_one_space_and_one_letter(servers: Servers) -> None:
    office = servers[0]
    mine = asker(servers, 0)
    assert ask(mine, 0, "marais-double", "camille@marais.example.org").status == 302
    windows = [mine.twin(servers[number % 2]) for number in range(5)]
    known = {"public_name": "Camille", "duty": "présidente", "charter": "on", "email": "camille@marais.example.org"}
    again = together(lambda one: one.post(f"{START}vous/", contact_email=known["email"], **known), windows)
    assert {answer.status for answer in again} == {302}
    assert office.do(lambda: Email.objects.filter(key__startswith="opening.code").count()) == 1
    code = office.do(lambda: last_code("camille@marais.example.org"))
    answers = together(lambda one: confirm(one, code), windows)
    assert {answer.status for answer in answers} == {302}
    assert len({answer.location for answer in answers}) == 1
    office.build_requested()
    assert office.do(lambda: Space.objects.filter(label="marais-double").count()) == 1
    opened = office.do(lambda: Email.objects.filter(subject="Votre espace est prêt").count())
    assert opened == 1
    assert confirm(mine, code).location == answers[0].location  # the back button, later


def test_fifty_requests_from_one_address_at_once_are_bounded(servers: Servers) -> None:
    def one(number: int) -> Answer:
        browser = asker(servers, number, address="203.0.113.7")
        return ask(browser, number, f"flot-{number}", f"p{number}@flot{number}.example.org")

    answers = together(one, range(50))
    statuses = Counter(answer.status for answer in answers)
    sent = servers[0].do(EmailCode.objects.count)
    begun = servers[0].do(SpaceRequest.objects.count)
    assert (sent, begun) == (limits.CODES_PER_ORIGIN, limits.REQUESTS_PER_ORIGIN)
    assert statuses == {302: 40, 429: 10}
    assert "Réessayez dans une heure" in next(one.body.decode() for one in answers if one.status == 429)
    elsewhere = ask(asker(servers, 99), 99, "marais-ailleurs", "p@ailleurs.example.org")
    assert elsewhere.status == 302  # others are not punished


def test_requests_of_one_mail_domain_at_once_are_bounded(servers: Servers) -> None:
    def one(number: int) -> Answer:
        return ask(asker(servers, number), number, f"societe-{number}", f"p{number}@societe.example.org")

    answers = together(one, range(30))
    assert Counter(answer.status for answer in answers) == {302: limits.CODES_PER_DOMAIN, 429: 10}
    assert servers[0].do(EmailCode.objects.count) == limits.CODES_PER_DOMAIN

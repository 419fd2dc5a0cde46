"""Who reads the mailbox sees its spaces and requests, and nobody else; codes are few, short-lived, and die of guesses."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from platform_core.mail.models import Email
from tenants.founders.models import FounderCode
from tenants.founders.rules import CODE_ATTEMPTS, CODES_PER_EMAIL
from tenants.opening.models import State as RequestState
from tenants.spaces.models import Space, State
from tests import making
from tests.tenants.console.conftest import held_request, space_rows

pytestmark = pytest.mark.usefixtures("platform")
PAGE = "/mes-espaces/"
FOUNDER = "fondation0@example.org"


def digits(email: str = FOUNDER) -> str:
    letter = Email.objects.filter(to=email).order_by("-pk").first()
    assert letter
    found = re.search(r"\b\d{6}\b", letter.subject)
    assert found
    return found[0]


def entered(email: str = FOUNDER) -> making.ScopedClient:
    """Return a browser in which an address was proved."""
    browser = making.operator_browser()
    assert browser.post(PAGE, {"email": email.upper()}).status_code == 302
    assert browser.post(f"{PAGE}code/", {"code": digits(email)}).status_code == 302
    return browser


def test_a_founder_sees_theirs_and_nothing_else() -> None:
    space_rows(2)
    held_request(email=FOUNDER, confirmed_email=FOUNDER, name="Second espace")
    held_request(name="Demande d’autrui")
    held_request(email=FOUNDER, confirmed_email="", name="Adresse jamais prouvée")
    page = entered().get(PAGE).content.decode()
    assert "Espace 000" in page
    assert "Espace 001" not in page
    assert "Second espace" in page
    assert "/ouvrir-un-espace/suivi/" in page
    assert "Demande d’autrui" not in page
    assert "Adresse jamais prouvée" not in page


def test_what_is_deleted_or_over_is_not_listed() -> None:
    space_rows(1, state=State.DELETED)
    held_request(email=FOUNDER, confirmed_email=FOUNDER, name="Jadis", state=RequestState.EXPIRED)
    page = entered().get(PAGE).content.decode()
    assert "Espace 000" not in page
    assert "Jadis" not in page


def test_without_the_code_nothing_is_shown_and_nothing_tells_who_is_known() -> None:
    space_rows(1)
    answers = []
    for email in (FOUNDER, "inconnu@example.org"):
        browser = making.operator_browser()
        first = browser.post(PAGE, {"email": email})
        page = browser.get(f"{PAGE}code/").content.decode().replace(email, "")
        answers.append((first.status_code, first["Location"], re.sub(r'value="[^"]+"', "", page)))
        assert "Espace 000" not in browser.get(PAGE).content.decode()
    assert answers[0] == answers[1]
    assert Email.objects.filter(to="inconnu@example.org").exists()
    assert making.operator_browser().get(f"{PAGE}code/").status_code == 302


def test_a_code_dies_of_guesses_of_use_and_of_age() -> None:
    browser = making.operator_browser()
    browser.post(PAGE, {"email": FOUNDER})
    good = digits()
    wrong = "000000" if good != "000000" else "000001"
    for _guess in range(CODE_ATTEMPTS):
        assert browser.post(f"{PAGE}code/", {"code": wrong}).status_code == 422
    assert browser.post(f"{PAGE}code/", {"code": good}).status_code == 422
    used = entered()
    again = making.operator_browser()
    again.post(PAGE, {"email": FOUNDER})
    last = digits()
    FounderCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert again.post(f"{PAGE}code/", {"code": last}).status_code == 422
    assert used.get(PAGE).status_code == 200


def test_a_code_proves_its_own_address_alone() -> None:
    other = making.operator_browser()
    other.post(PAGE, {"email": "autre@example.org"})
    browser = making.operator_browser()
    browser.post(PAGE, {"email": FOUNDER})
    assert browser.post(f"{PAGE}code/", {"code": digits("autre@example.org")}).status_code == 422


def test_codes_are_few_for_an_address_and_say_so() -> None:
    for _time in range(CODES_PER_EMAIL):
        assert making.operator_browser().post(PAGE, {"email": FOUNDER}).status_code == 302
    refused = making.operator_browser().post(PAGE, {"email": FOUNDER})
    assert refused.status_code == 429
    assert "Réessayez dans une heure" in refused.content.decode()
    assert Email.objects.filter(to=FOUNDER).count() == CODES_PER_EMAIL


def test_codes_are_few_for_a_visitor() -> None:
    found = [making.operator_browser().post(PAGE, {"email": f"a{n}@example.org"}).status_code for n in range(21)]
    assert found == [*[302] * 20, 429]


def test_the_page_closes_by_itself_and_on_demand() -> None:
    browser = entered()
    assert browser.post(f"{PAGE}quitter/").status_code == 302
    assert 'name="email"' in browser.get(PAGE).content.decode()
    browser = entered()
    session = browser.session
    session["founders_until"] = 0
    session.save()
    assert 'name="email"' in browser.get(PAGE).content.decode()


def test_wrong_answers_say_what_to_do() -> None:
    browser = making.operator_browser()
    for typed in ("", "pas une adresse"):
        assert browser.post(PAGE, {"email": typed}).status_code == 422
    browser.post(PAGE, {"email": FOUNDER})
    assert "Recopiez le code" in browser.post(f"{PAGE}code/", {"code": ""}).content.decode()


def test_the_list_takes_the_same_statements_whatever_its_length() -> None:
    space_rows(1, founder_email=FOUNDER)
    browser = entered()

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(PAGE)
        return len(captured)

    one = statements()
    Space.objects.filter(label="rang-000").update(label="autre")
    space_rows(3, founder_email=FOUNDER)
    assert statements() == one <= 12


def test_no_page_of_founders_exists_on_a_space() -> None:
    assert making.operator_browser().get(PAGE, headers={"host": "lille.citoyens.test"}).status_code == 404

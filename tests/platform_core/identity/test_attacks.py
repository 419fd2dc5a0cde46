"""What a stranger tries on the way there and back: nobody enters."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from platform_core.accounts.models import User
from platform_core.identity import attempts
from platform_core.identity.models import Identity, Provider
from tenants.spaces.models import Space
from tests import making
from tests.making import Visit
from tests.platform_core.identity.conftest import come_back, in_service, leave, refused
from tests.platform_core.identity.provider import Provider as Served

BACK = "/compte/connexion/retour/"


def test_the_state_of_another_session_opens_nothing(
    visit: Visit, provider: Provider, served: Served, joined: Identity
) -> None:
    mine, theirs = visit(), visit()
    place = served.authorize(leave(mine, provider))
    refused(come_back(theirs, place), theirs, "a été commencée dans un autre navigateur")
    assert served.redeemed == []
    assert come_back(mine, place).status_code == 302


@pytest.mark.parametrize("query", ["", "?code=abc", "?state=&code=abc", "?state=inconnu&code=abc"])
def test_without_a_state_nothing_is_asked(visit: Visit, provider: Provider, served: Served, query: str) -> None:
    browser = visit()
    leave(browser, provider)
    refused(browser.get(f"{BACK}{query}"), browser, "expiré")  # type: ignore[arg-type]  # the test client's own
    assert "/token" not in served.asked


def test_an_answer_serves_once(visit: Visit, provider: Provider, served: Served, joined: Identity) -> None:
    browser = visit()
    place = served.authorize(leave(browser, provider))
    assert come_back(browser, place).status_code == 302
    browser.post("/compte/deconnexion/")
    refused(come_back(browser, place), browser, "a déjà servi")


def test_an_answer_serves_once_even_if_the_session_is_put_back(
    visit: Visit, provider: Provider, served: Served, joined: Identity
) -> None:
    """Two requests at the same instant both read the session before either has written it."""
    browser = visit()
    place = served.authorize(leave(browser, provider))
    before = browser.session[attempts.ATTEMPTS]
    come_back(browser, place)
    again = visit()
    leave(again, provider)
    session = again.session
    session[attempts.ATTEMPTS] = before
    session.save()
    refused(come_back(again, place), again, "a déjà servi")


def test_an_answer_comes_within_ten_minutes(
    visit: Visit, provider: Provider, served: Served, joined: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = visit()
    place = served.authorize(leave(browser, provider))
    later = time.time() + timedelta(minutes=10).total_seconds()
    monkeypatch.setattr("platform_core.identity.attempts.time.time", lambda: later)
    refused(come_back(browser, place), browser, "expiré")


def test_a_code_that_was_stolen_is_not_redeemed_without_its_verifier(
    visit: Visit, provider: Provider, served: Served, joined: Identity
) -> None:
    """A code issued for another departure: the provider checks the challenge, we send the verifier of ours."""
    mine, thief = visit(), visit()
    stolen = served.authorize(leave(mine, provider)).partition("code=")[2].partition("&")[0]
    state = leave(thief, provider)["state"]
    refused(come_back(thief, f"https://x{BACK}?code={stolen}&state={state}"), thief, "n’a pas confirmé")


def test_the_provider_is_switched_off_meanwhile(
    visit: Visit, provider: Provider, served: Served, joined: Identity
) -> None:
    browser = visit()
    place = served.authorize(leave(browser, provider))
    Provider.objects.update(is_on=False)
    refused(come_back(browser, place), browser, "a retiré ou changé")
    assert "/token" not in served.asked


def test_the_provider_is_replaced_meanwhile(
    visit: Visit, provider: Provider, served: Served, joined: Identity
) -> None:
    browser = visit()
    place = served.authorize(leave(browser, provider))
    Provider.objects.update(client_id="un-autre")
    refused(come_back(browser, place), browser, "a retiré ou changé")


def test_the_state_of_a_space_opens_nothing_in_another(
    visit: Visit, provider: Provider, served: Served, joined: Identity, other_space: Space
) -> None:
    here, there = visit(), visit(at=other_space)
    place = served.authorize(leave(here, provider))
    there.cookies = here.cookies  # as if the browser sent them everywhere
    refused(come_back(there, place), there, "expiré")
    assert there.post(f"/compte/connexion/avec/{provider.pk}/").status_code == 404
    with making.in_space(other_space):
        assert not Identity.objects.exists()


def test_an_answer_that_names_another_provider_is_refused(
    visit: Visit, provider: Provider, served: Served, joined: Identity
) -> None:
    browser = visit()
    place = served.authorize(leave(browser, provider))
    refused(come_back(browser, f"{place}&iss=https://autre.example"), browser)
    assert "/token" not in served.asked


def test_a_provider_that_names_itself_must_do_so(visit: Visit, served: Served, administrator: User) -> None:
    served.told = {"authorization_response_iss_parameter_supported": True}
    provider = in_service(administrator, served)
    browser = visit()
    refused(come_back(browser, served.authorize(leave(browser, provider))), browser)


def test_one_address_does_not_leave_all_day(visit: Visit, provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform_core.identity.views.signing_in.TRIES", 3)
    statuses = [visit().post(f"/compte/connexion/avec/{provider.pk}/").status_code for _try in range(5)]
    assert statuses == [200, 200, 200, 429, 429]


def test_a_form_of_another_site_starts_nothing(visit: Visit, provider: Provider) -> None:
    browser = visit(enforce_csrf_checks=True)
    assert browser.post(f"/compte/connexion/avec/{provider.pk}/").status_code == 403
    assert browser.get(f"/compte/connexion/avec/{provider.pk}/").status_code == 405

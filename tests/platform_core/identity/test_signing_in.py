"""Sign in by a provider: who enters, into which account, and what is still asked."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from platform_core.accounts.models import User
from platform_core.accounts.operations.entrance import set_entrance
from platform_core.accounts.operations.participants import suspend_person
from platform_core.identity.models import Identity, Provider
from platform_core.mail.models import Email
from tests.making import PASSWORD, Visit
from tests.platform_core.accounts.codes import code_now, turn_on
from tests.platform_core.accounts.letterbox import code_for
from tests.platform_core.identity.conftest import come_back, in_service, is_in, leave, place_on, through
from tests.platform_core.identity.provider import Provider as Served

LOGIN, CODE, SECOND = "/compte/connexion/", "/compte/code/", "/compte/double-securite/code/"
JOIN, NEW = "/compte/connexion/relier/", "/compte/connexion/nouveau/"


def joined(provider: Provider, user: User, subject: str = "abc-123") -> Identity:
    return Identity.objects.create(user=user, issuer=provider.issuer, subject=subject, name=provider.name)


def test_the_button_is_on_the_page_of_sign_in_only_when_in_service(
    visit: Visit, provider: Provider, administrator: User
) -> None:
    words = "Se connecter avec Mon compte Lille"
    assert words in visit().get(LOGIN).content.decode()
    assert words in visit().get("/compte/inscription/").content.decode()
    Provider.objects.update(is_on=False)
    assert words not in visit().get(LOGIN).content.decode()
    assert visit().post(f"/compte/connexion/avec/{provider.pk}/").status_code == 404


def test_leaving_ties_the_way_there_to_the_way_back(visit: Visit, provider: Provider) -> None:
    browser = visit()
    asked, again = leave(browser, provider), leave(browser, provider)
    assert {"response_type": "code", "code_challenge_method": "S256", "scope": "openid email"}.items() <= asked.items()
    assert asked["redirect_uri"] == f"https://{visit.space.host}/compte/connexion/retour/"
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name]) >= 43
        assert asked[name] != again[name]


def test_a_known_identity_signs_in_where_one_was_going(
    visit: Visit, provider: Provider, served: Served, resident: User
) -> None:
    identity = joined(provider, resident)
    browser = visit()
    browser.get(LOGIN)
    before = browser.session.session_key
    answer = through(browser, provider, served, "/concertations/")
    assert (answer.status_code, answer["Location"]) == (302, "/concertations/")
    assert is_in(browser)
    assert browser.session.session_key != before
    identity.refresh_from_db()
    assert identity.used_at is not None
    assert served.redeemed[0]["code_verifier"]


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_one_never_ends_on_another_site(
    visit: Visit, provider: Provider, served: Served, resident: User, wanted: str
) -> None:
    joined(provider, resident)
    assert through(visit(), provider, served, wanted)["Location"] == "/"


def test_the_second_factor_is_still_asked(
    visit: Visit, provider: Provider, served: Served, administrator: User
) -> None:
    browser = visit(administrator)
    browser.post("/compte/verification/", {"password": PASSWORD})
    secret, _place = turn_on(browser)
    joined(provider, administrator)
    browser = visit()
    assert through(browser, provider, served)["Location"] == SECOND
    assert not is_in(browser)
    assert browser.get("/equipe/membres/").status_code == 302
    assert browser.post(SECOND, {"code": "000000"}).status_code == 422
    assert browser.post(SECOND, {"code": code_now(secret, 1)})["Location"] == "/"
    assert is_in(browser)


def test_a_suspended_account_stays_out(
    visit: Visit, provider: Provider, served: Served, resident: User, moderator: User
) -> None:
    joined(provider, resident)
    suspend_person(by=moderator, person=resident, reason="Insultes répétées.")
    browser = visit()
    assert through(browser, provider, served)["Location"] == "/compte/suspendu/"
    assert not is_in(browser)


def test_a_new_identity_finds_its_account_by_signing_in_once(
    visit: Visit, provider: Provider, served: Served, resident: User
) -> None:
    browser = visit()
    assert through(browser, provider, served, "/concertations/")["Location"] == JOIN
    assert not is_in(browser)
    page = browser.get(JOIN).content.decode()
    assert "Plus qu’une étape" in page
    assert f"{LOGIN}?next=" in page
    browser.post(LOGIN, {"login": resident.email, "avec": "code", "next": JOIN})
    assert browser.post(CODE, {"code": code_for(resident.email), "next": JOIN})["Location"] == JOIN
    assert "Relier Mon compte Lille à votre compte ?" in browser.get(JOIN).content.decode()
    assert not Identity.objects.exists()
    assert browser.post(JOIN)["Location"] == "/concertations/"
    assert Identity.objects.get().user == resident
    letter = Email.objects.filter(to=resident.email).latest("pk")
    assert letter.subject == "Mon compte Lille ouvre maintenant votre compte"
    assert through(visit(), provider, served)["Location"] == "/"


def test_a_new_identity_creates_an_account_by_the_usual_page(visit: Visit, provider: Provider, served: Served) -> None:
    browser = visit()
    through(browser, provider, served)
    fields = {"email": "neuf@exemple.fr", "public_name": "Neuve", "agreement": "on", "next": JOIN}
    browser.post("/compte/inscription/", fields)
    assert not Identity.objects.exists()  # whoever has not proved the address gets nothing
    place = browser.post("/compte/inscription/code/", {"code": code_for("neuf@exemple.fr"), "next": JOIN})["Location"]
    assert place == JOIN
    browser.post(JOIN)
    assert Identity.objects.get().user.email == "neuf@exemple.fr"


@pytest.mark.parametrize("trusted", [False, True])
@pytest.mark.parametrize("verified", [False, None, "true", 1, True])
def test_an_address_opens_an_account_only_verified_and_by_a_trusted_provider(
    visit: Visit, served: Served, administrator: User, resident: User, trusted: bool, verified: object
) -> None:
    provider = in_service(administrator, served, trusts_addresses=trusted)
    browser = visit()
    through(browser, provider, served, email=resident.email.upper(), email_verified=verified)
    opens = trusted and verified is True
    assert is_in(browser) is opens
    assert Identity.objects.filter(user=resident).exists() is opens
    assert Email.objects.filter(to=resident.email).exists() is opens


def test_a_trusted_provider_never_opens_an_account_of_the_team(
    visit: Visit, served: Served, administrator: User, moderator: User
) -> None:
    provider = in_service(administrator, served, trusts_addresses=True)
    browser = visit()
    assert through(browser, provider, served, email=moderator.email)["Location"] == JOIN
    assert not is_in(browser)


def test_a_trusted_provider_does_not_open_an_account_whose_address_was_never_proved(
    visit: Visit, served: Served, administrator: User, resident: User
) -> None:
    EmailAddress.objects.filter(user=resident).update(verified=False)
    provider = in_service(administrator, served, trusts_addresses=True)
    browser = visit()
    assert through(browser, provider, served, email=resident.email)["Location"] == JOIN
    assert not is_in(browser)


def test_a_trusted_provider_opens_a_new_account_in_one_page(visit: Visit, served: Served, administrator: User) -> None:
    provider = in_service(administrator, served, trusts_addresses=True)
    browser = visit()
    assert through(browser, provider, served, "/concertations/")["Location"] == NEW
    assert browser.post(NEW, {"public_name": "Camille"}).status_code == 422
    assert not User.objects.filter(email="camille@ailleurs.example").exists()
    answer = browser.post(NEW, {"public_name": "Camille", "agreement": "on"})
    assert answer["Location"] == "/concertations/"
    assert is_in(browser)
    user = User.objects.get(email="camille@ailleurs.example")
    assert (user.roles, user.public_name) == ([], "Camille")
    assert EmailAddress.objects.get(user=user).verified


@pytest.mark.parametrize(
    ("joining", "domains", "opens"),
    [
        ("open", "", True),
        ("domains", "ailleurs.example", True),
        ("domains", "lille.fr", False),
        ("invitation", "", False),
    ],
)
def test_the_space_says_who_may_have_an_account(
    visit: Visit, served: Served, administrator: User, joining: str, domains: str, opens: bool
) -> None:
    provider = in_service(administrator, served, trusts_addresses=True)
    set_entrance(by=administrator, joining=joining, domains=domains, way="both")
    browser = visit()
    assert through(browser, provider, served)["Location"] == (NEW if opens else JOIN)
    browser.post(NEW, {"public_name": "Camille", "agreement": "on"})
    assert User.objects.filter(email="camille@ailleurs.example").exists() is opens
    if joining == "invitation":
        page = browser.get(JOIN).content.decode()
        assert "sur invitation" in page
        assert "Créer mon compte" not in page


def test_closed_meanwhile_the_operation_refuses_too(visit: Visit, served: Served, administrator: User) -> None:
    provider = in_service(administrator, served, trusts_addresses=True)
    browser = visit()
    through(browser, provider, served)
    set_entrance(by=administrator, joining="invitation", domains="", way="both")
    assert browser.post(NEW, {"public_name": "Camille", "agreement": "on"})["Location"] == JOIN
    assert not User.objects.filter(email="camille@ailleurs.example").exists()


def test_signing_out_leaves_the_provider_too(
    visit: Visit, served: Served, administrator: User, resident: User
) -> None:
    provider = in_service(administrator, served, signs_out=True)
    joined(provider, resident)
    browser = visit()
    through(browser, provider, served)
    assert browser.post("/compte/deconnexion/")["Location"] == "/compte/connexion/au-revoir/"
    assert not is_in(browser)
    place = place_on(browser.get("/compte/connexion/au-revoir/"))
    assert place.startswith(f"{served.issuer}/session/end?id_token_hint=ey")
    assert "post_logout_redirect_uri=https%3A%2F%2F" in place
    assert browser.get("/compte/connexion/au-revoir/")["Location"] == "/"


def test_signing_out_stays_here_for_a_provider_that_does_not_ask(
    visit: Visit, provider: Provider, served: Served, resident: User
) -> None:
    joined(provider, resident)
    browser = visit()
    through(browser, provider, served)
    assert browser.post("/compte/deconnexion/")["Location"] == "/"


def test_giving_up_changes_nothing_and_says_the_next_step(visit: Visit, provider: Provider) -> None:
    browser = visit()
    state = leave(browser, provider)["state"]
    answer = come_back(browser, f"https://x/compte/connexion/retour/?error=access_denied&state={state}")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Vous avez interrompu la connexion" in page
    assert LOGIN in page
    assert not is_in(browser)

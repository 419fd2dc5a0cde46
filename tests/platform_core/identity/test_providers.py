"""The team sets its providers: what is checked, what is kept secret, what is left where it was."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.identity.checking import check_provider
from platform_core.identity.models import Identity, Provider
from platform_core.identity.operations.providers import remove_provider, set_provider, switch_provider
from platform_core.identity.protocol.discovery import Metadata, metadata_of, understood
from platform_core.identity.protocol.exchange import departure, new_secrets
from platform_core.identity.rules import PRESETS, Kind, known_issuers
from tenants.spaces.models import Space
from tests import making
from tests.making import Visit
from tests.platform_core.identity.conftest import facts, in_service, is_in, through
from tests.platform_core.identity.provider import CLIENT, SECRET
from tests.platform_core.identity.provider import Provider as Served

PAGE = "/equipe/connexion/fournisseurs/"


def typed(served: Served, **more: Any) -> dict[str, Any]:
    known = {"issuer": served.issuer, "client_id": CLIENT, "secret": SECRET, "name": "Mon compte Lille"}
    return {**known, "scopes": "openid email", **more}


def test_the_team_adds_one_checks_it_and_puts_it_in_service(visit: Visit, administrator: User, served: Served) -> None:
    browser = visit(administrator)
    page = browser.get(PAGE).content.decode()
    assert f"https://{visit.space.host}/compte/connexion/retour/" in page
    assert browser.post(f"{PAGE}ajouter/other/", typed(served))["Location"] == PAGE
    page = browser.get(PAGE).content.decode()
    assert "Mon compte Lille répond" in page
    assert "Hors service" in page
    provider = Provider.objects.get()
    browser.post(f"{PAGE}{provider.pk}/service/", {"on": "1"})
    assert "En service" in browser.get(PAGE).content.decode()
    browser.post(f"{PAGE}{provider.pk}/service/", {"on": "0"})
    assert not Provider.objects.get().is_on
    browser.post(f"{PAGE}{provider.pk}/retirer/")
    assert not Provider.objects.exists()


def test_the_address_of_discovery_is_understood_too(administrator: User, served: Served) -> None:
    issuer = f"{served.issuer}/.well-known/openid-configuration"
    assert set_provider(by=administrator, secret=SECRET, **facts(served, issuer=issuer)).issuer == served.issuer


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"issuer": "https://autre.example"}, "se présente sous une autre adresse : « https://autre.example »"),
        ({"token_endpoint": None}, "n’annonce pas « token_endpoint »"),
        ({"jwks_uri": "javascript:alert(1)"}, "L’adresse « jwks_uri »"),
        ({"response_types_supported": ["id_token"]}, "ne sait pas faire la connexion par code"),
        ({"id_token_signing_alg_values_supported": ["HS256"]}, "ne signe pas avec une clé privée"),
    ],
)
def test_what_is_wrong_is_said_plainly(
    visit: Visit, administrator: User, served: Served, told: dict[str, Any], words: str
) -> None:
    served.told = told
    browser = visit(administrator)
    browser.post(f"{PAGE}ajouter/other/", typed(served))
    page = browser.get(PAGE).content.decode()
    assert words in page
    assert "ne fonctionne pas" in page
    provider = Provider.objects.get()
    with pytest.raises(RuleBroken) as refused:
        switch_provider(by=administrator, provider=provider, on=True)
    assert refused.value.code == "unchecked"


def test_without_keys_it_does_not_serve(administrator: User, served: Served) -> None:
    served.keys = []
    made = set_provider(by=administrator, secret=SECRET, **facts(served))
    with pytest.raises(RuleBroken) as refused:
        check_provider(by=administrator, provider=made)
    assert refused.value.code == "no_key"


def test_a_check_that_fails_takes_it_out_of_service(administrator: User, provider: Provider, served: Served) -> None:
    served.told = {"issuer": "https://autre.example"}
    with pytest.raises(RuleBroken):
        check_provider(by=administrator, provider=provider)
    provider.refresh_from_db()
    assert not provider.is_on


def test_in_service_without_a_check_is_refused_by_the_database(administrator: User, served: Served) -> None:
    set_provider(by=administrator, secret=SECRET, **facts(served))
    with pytest.raises(IntegrityError), transaction.atomic():
        Provider.objects.update(is_on=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Provider.objects.update(kind="franceconnect", trusts_addresses=True)


def test_an_identity_opens_one_account_says_the_database(provider: Provider, resident: User, moderator: User) -> None:
    Identity.objects.create(user=resident, issuer=provider.issuer, subject="1", name="X")
    for user, subject in ((moderator, "1"), (resident, "2")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Identity.objects.create(user=user, issuer=provider.issuer, subject=subject, name="X")


def test_the_secret_is_never_shown_nor_written_in_clear(
    visit: Visit, administrator: User, provider: Provider, caplog: pytest.LogCaptureFixture, served: Served
) -> None:
    browser = visit(administrator)
    for path in (PAGE, f"{PAGE}{provider.pk}/"):
        assert SECRET not in browser.get(path).content.decode()
    assert SECRET not in browser.post(f"{PAGE}{provider.pk}/", typed(served, name="")).content.decode()
    assert SECRET not in provider.sealed_secret
    assert provider.secret == SECRET
    assert SECRET not in str(list(Entry.objects.values_list("details", flat=True)))
    assert SECRET not in caplog.text


@pytest.mark.parametrize("change", [{"issuer": "http://127.0.0.1:9"}, {"client_id": "un-autre"}])
def test_a_kept_secret_never_goes_to_another_provider(
    administrator: User, provider: Provider, served: Served, change: dict[str, str]
) -> None:
    with pytest.raises(RuleBroken) as refused:
        set_provider(by=administrator, provider=provider, secret="", **facts(served, **change))
    assert (refused.value.code, refused.value.field) == ("secret_again", "secret")
    kept = set_provider(by=administrator, provider=provider, secret="", **facts(served, name="Autre nom"))
    assert kept.secret == SECRET


def test_changed_it_stays_in_service_only_if_it_still_answers(
    visit: Visit, administrator: User, provider: Provider, served: Served
) -> None:
    browser = visit(administrator)
    browser.post(f"{PAGE}{provider.pk}/", typed(served, name="Compte de la ville", secret=""))
    assert Provider.objects.get().is_on
    served.told = {"token_endpoint": None}
    browser.post(f"{PAGE}{provider.pk}/", typed(served, secret=""))
    assert not Provider.objects.get().is_on


def test_removed_and_set_again_people_find_their_account(
    visit: Visit, administrator: User, provider: Provider, served: Served, resident: User
) -> None:
    Identity.objects.create(user=resident, issuer=provider.issuer, subject="abc-123", name="X")
    assert "1 compte relié" in visit(administrator).get(PAGE).content.decode()
    remove_provider(by=administrator, provider=provider)
    again = in_service(administrator, served)
    browser = visit()
    through(browser, again, served)
    assert is_in(browser)


def test_the_same_twice_is_refused_beside_its_field(
    visit: Visit, administrator: User, provider: Provider, served: Served
) -> None:
    answer = visit(administrator).post(f"{PAGE}ajouter/other/", typed(served))
    assert answer.status_code == 422
    assert "déjà dans la liste" in answer.content.decode()
    assert f'value="{served.issuer}"' in answer.content.decode()


def test_eight_at_most(administrator: User, served: Served) -> None:
    for number in range(8):
        set_provider(by=administrator, secret=SECRET, **facts(served, issuer=f"{served.issuer}/{number}"))
    with pytest.raises(RuleBroken) as refused:
        set_provider(by=administrator, secret=SECRET, **facts(served))
    assert refused.value.code == "too_many"


@pytest.mark.parametrize("role", ["moderator", "analyst", "steering", None])
def test_only_administrators(visit: Visit, provider: Provider, served: Served, role: str | None) -> None:
    someone = making.make_user("quelquun@example.org", "Quelqu’un", roles=[role] if role else [])
    for path in ("", "ajouter/other/", f"{provider.pk}/", f"{provider.pk}/retirer/"):
        assert visit(someone).get(f"{PAGE}{path}").status_code == 403
    with pytest.raises(NotAllowed):
        set_provider(by=someone, secret=SECRET, **facts(served))
    with pytest.raises(NotAllowed):
        switch_provider(by=someone, provider=provider, on=False)
    with pytest.raises(NotAllowed):
        remove_provider(by=someone, provider=provider)


def test_the_providers_of_a_space_are_not_those_of_another(
    visit: Visit, administrator: User, provider: Provider, other_space: Space
) -> None:
    assert provider.name not in visit(at=other_space).get("/compte/connexion/").content.decode()
    with making.in_space(other_space):
        assert not Provider.objects.exists()


# --- those of the State -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", [Kind.FRANCECONNECT, Kind.PROCONNECT])
def test_those_of_the_state_are_known_beforehand(
    visit: Visit, administrator: User, served: Served, kind: Kind
) -> None:
    browser = visit(administrator)
    page = browser.get(f"{PAGE}ajouter/{kind.value}/").content.decode()
    for issuer in known_issuers(kind):
        assert f'value="{issuer}"' in page
    fields = {"issuer": "https://evil.example", "client_id": CLIENT, "secret": SECRET}
    assert browser.post(f"{PAGE}ajouter/{kind.value}/", fields).status_code == 422
    with pytest.raises(RuleBroken):
        set_provider(by=administrator, secret=SECRET, **facts(served, kind=kind.value))
    of_the_state = facts(served, kind=kind.value, issuer=known_issuers(kind)[0], trusts_addresses=True)
    assert not set_provider(by=administrator, secret=SECRET, **of_the_state).trusts_addresses


def announced(issuer: str) -> dict[str, Any]:
    """What both of them announce: no PKCE, the secret in the form, a signed userinfo."""
    told = {"issuer": issuer, "authorization_endpoint": f"{issuer}/authorize", "token_endpoint": f"{issuer}/token"}
    more = {"jwks_uri": f"{issuer}/jwks", "userinfo_endpoint": f"{issuer}/userinfo"}
    algorithms = {"id_token_signing_alg_values_supported": ["ES256", "RS256", "HS256"]}
    return {**told, **more, **algorithms, "end_session_endpoint": f"{issuer}/session/end"}


@pytest.mark.parametrize(("kind", "acr"), [(Kind.FRANCECONNECT, "eidas1"), (Kind.PROCONNECT, None)])
def test_those_of_the_state_are_asked_what_they_list_and_nothing_else(
    administrator: User, served: Served, kind: Kind, acr: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    issuer = known_issuers(kind)[0]
    about: Metadata = understood(issuer, announced(issuer))
    monkeypatch.setattr("platform_core.identity.protocol.exchange.metadata_of", lambda _issuer: about)
    provider = set_provider(
        by=administrator, secret=SECRET, **facts(served, kind=kind.value, issuer=issuer, scopes=PRESETS[kind].scopes)
    )
    asked = departure(provider, new_secrets())
    assert asked.startswith(f"{issuer}/authorize?response_type=code&client_id=")
    assert "code_challenge" not in asked
    assert ("acr_values=eidas1" in asked) is (acr is not None)
    assert PRESETS[kind].signs_out


def test_what_it_says_is_kept_an_hour(provider: Provider, served: Served) -> None:
    before = len(served.asked)
    for _time in range(3):
        assert metadata_of(provider.issuer).issuer == served.issuer
    assert len(served.asked) == before


def test_the_secret_goes_in_a_header_to_those_who_take_it_so(
    visit: Visit, administrator: User, served: Served, resident: User
) -> None:
    served.told = {"token_endpoint_auth_methods_supported": ["client_secret_basic"]}
    provider = in_service(administrator, served)
    Identity.objects.create(user=resident, issuer=provider.issuer, subject="abc-123", name="X")
    browser = visit()
    through(browser, provider, served)
    assert is_in(browser)
    assert "client_secret" not in served.redeemed[0]


def test_a_wrong_secret_is_said_to_be_the_teams_to_mend(
    visit: Visit, administrator: User, provider: Provider, served: Served
) -> None:
    set_provider(by=administrator, provider=provider, secret="un autre", **facts(served))
    check_provider(by=administrator, provider=provider)
    switch_provider(by=administrator, provider=provider, on=True)
    page = through(visit(), provider, served).content.decode()
    assert "l’équipe doit vérifier l’identifiant et le secret" in page

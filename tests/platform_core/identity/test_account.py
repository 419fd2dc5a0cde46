"""One joins a provider to one's account, and takes it away."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from platform_core.accounts.models import User
from platform_core.accounts.operations.entrance import set_entrance
from platform_core.accounts.operations.erasing import erase_account
from platform_core.audit.models import Entry
from platform_core.errors import RuleBroken
from platform_core.identity.models import Identity, Provider
from platform_core.identity.operations.identities import open_account
from platform_core.mail.models import Email
from tests.making import PASSWORD, Visit
from tests.platform_core.identity.conftest import in_service, through
from tests.platform_core.identity.provider import Provider as Served

LOGIN, CODE, SECOND = "/compte/connexion/", "/compte/code/", "/compte/double-securite/code/"
JOIN, NEW = "/compte/connexion/relier/", "/compte/connexion/nouveau/"


def joined(provider: Provider, user: User, subject: str = "abc-123") -> Identity:
    return Identity.objects.create(user=user, issuer=provider.issuer, subject=subject, name=provider.name)


def proved(browser: Client) -> Client:
    browser.post("/compte/verification/", {"password": PASSWORD})
    return browser


def test_one_joins_and_leaves_a_provider_from_ones_account(
    visit: Visit, provider: Provider, served: Served, resident: User
) -> None:
    browser = visit(resident)
    page = "/compte/double-securite/"
    assert "Pas relié à votre compte." in browser.get(page).content.decode()
    refused = browser.post(f"/compte/connexion/avec/{provider.pk}/")
    assert refused["Location"].startswith("/compte/verification/")
    assert through(proved(browser), provider, served)["Location"] == page
    identity = Identity.objects.get(user=resident)
    assert "Relié le" in browser.get(page).content.decode()
    assert browser.post(f"/compte/identites/{identity.pk}/retirer/")["Location"] == page
    assert not Identity.objects.exists()
    assert Email.objects.filter(to=resident.email).latest("pk").subject == "Mon compte Lille n’ouvre plus votre compte"
    actions = list(Entry.objects.filter(action__startswith="identity.").values_list("action", flat=True))
    assert {"identity.join", "identity.leave"} <= set(actions)
    assert "abc-123" not in str(list(Entry.objects.values_list("details", flat=True)))


def test_nobody_takes_away_the_identity_of_another(
    visit: Visit, provider: Provider, resident: User, moderator: User
) -> None:
    identity = joined(provider, resident)
    assert proved(visit(moderator)).post(f"/compte/identites/{identity.pk}/retirer/").status_code == 404
    assert Identity.objects.filter(pk=identity.pk).exists()


def test_an_identity_of_another_account_is_not_moved(
    visit: Visit, provider: Provider, served: Served, resident: User, moderator: User
) -> None:
    joined(provider, resident)
    answer = through(proved(visit(moderator)), provider, served)
    assert answer.status_code == 409
    assert "ouvre un autre compte" in answer.content.decode()
    assert Identity.objects.get().user == resident


def test_an_account_has_one_identity_of_a_provider(
    visit: Visit, provider: Provider, served: Served, resident: User
) -> None:
    joined(provider, resident, "une-autre")
    assert through(proved(visit(resident)), provider, served).status_code == 409
    assert Identity.objects.get().subject == "une-autre"


def test_ones_identities_are_in_ones_data_and_go_with_the_account(
    visit: Visit, provider: Provider, resident: User
) -> None:
    joined(provider, resident)
    browser = proved(visit(resident))
    assert "abc-123" in browser.get("/compte/mes-donnees/telecharger/").content.decode()
    erase_account(by=resident, user=resident, withdraw=False)
    assert not Identity.objects.exists()


@pytest.mark.parametrize(
    ("joining", "trusts", "code"),
    [("invitation", True, "closed"), ("domains", True, "closed"), ("open", False, "not_trusted")],
)
def test_an_account_is_opened_only_where_the_space_takes_the_address(
    served: Served, administrator: User, joining: str, trusts: bool, code: str
) -> None:
    provider = in_service(administrator, served, trusts_addresses=trusts)
    set_entrance(by=administrator, joining=joining, domains="lille.fr", way="both")
    with pytest.raises(RuleBroken) as refused:
        open_account(by=AnonymousUser(), provider=provider, subject="1", email="a@ailleurs.example", public_name="A")
    assert refused.value.code == code
    assert not Identity.objects.exists()


def test_an_address_that_has_an_account_is_not_taken_from_it(
    served: Served, administrator: User, resident: User
) -> None:
    provider = in_service(administrator, served, trusts_addresses=True)
    with pytest.raises(RuleBroken) as refused:
        open_account(by=AnonymousUser(), provider=provider, subject="1", email=resident.email, public_name="A")
    assert refused.value.code == "known_address"
    assert not Identity.objects.exists()

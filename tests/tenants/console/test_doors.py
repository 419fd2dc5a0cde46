"""Who enters the console: operators who gave a second factor, on the apex site, and nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from platform_core.access.roles import SPACE_ROLES, Role
from platform_core.accounts.models import User
from platform_core.errors import NotAllowed
from tenants.console import operations
from tenants.opening.models import RefusedDomain
from tenants.spaces.models import Deletion, Receipt, Space
from tenants.spaces.operations import reopen_space, suspend_space
from tenants.spaces.receipts import receipt_of
from tests import making
from tests.tenants.console.conftest import held_request, signed_in

PAGES = [
    "/operateur/",
    "/operateur/espaces/",
    "/operateur/espaces/export.csv",
    "/operateur/espaces/{space}/",
    "/operateur/espaces/{space}/suspendre/",
    "/operateur/espaces/{space}/rouvrir/",
    "/operateur/espaces/{space}/archiver/",
    "/operateur/espaces/{space}/desarchiver/",
    "/operateur/espaces/{space}/adresse/",
    "/operateur/espaces/{space}/supprimer/",
    "/operateur/espaces/{space}/supprimer/accorder/",
    "/operateur/espaces/{space}/supprimer/annuler/",
    "/operateur/espaces/{space}/assistance/",
    "/operateur/espaces/{space}/assistance/demander/",
    "/operateur/espaces/{space}/assistance/urgence/",
    "/operateur/suppressions/",
    "/operateur/suppressions/recus/{receipt}/",
    "/operateur/espaces/{space}/echecs/",
    "/operateur/demandes/",
    "/operateur/demandes/domaines-refuses/",
    "/operateur/demandes/{request}/",
    "/operateur/echecs/",
    "/operateur/echecs/plateforme/",
    "/operateur/journal/",
    "/operateur/journal/export.csv",
]
GESTURES = [
    "/operateur/espaces/{space}/assistance/1/entrer/",
    "/operateur/espaces/{space}/echecs/relancer/",
    "/operateur/demandes/{request}/accepter/",
    "/operateur/demandes/{request}/refuser/",
    "/operateur/demandes/{request}/reconstruire/",
    "/operateur/demandes/domaines-refuses/{domain}/oublier/",
    "/operateur/echecs/relancer/",
    "/operateur/echecs/plateforme/relancer/",
]


@pytest.fixture
def addresses(platform: None, spaces: tuple[Space, Space]) -> dict[str, int]:
    asked = Deletion.objects.create(space=spaces[0], origin="operators", asked_by=0, reason="Abus")
    gone = receipt_of(spaces[0], asked, deleted_at=timezone.now())
    receipt = Receipt.objects.create(**{**gone, "schema_name": "s_aaaaaaaaaaaa"})
    refused = RefusedDomain.objects.create(domain="x.test")
    return {"space": spaces[0].pk, "request": held_request().pk, "receipt": receipt.pk, "domain": refused.pk}


def code(browser: making.ScopedClient, path: str) -> int:
    answer = browser.get(path)
    b"".join(answer)  # a file is open until it is sent
    return int(answer.status_code)


def test_this_list_holds_every_address_of_the_console() -> None:
    known = {pattern.name for pattern in get_resolver("tenants.console.urls").url_patterns}
    assert len(known) == len(PAGES) + len(GESTURES)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_to_an_operator_with_a_second_factor_alone(
    page: str, addresses: dict[str, int], operator: User
) -> None:
    path = page.format(**addresses)
    curious = making.make_user("curieux@example.org", roles=list(SPACE_ROLES))
    found = {
        "anonymous": code(making.operator_browser(), path),
        "other account": code(signed_in(curious), path),
        "operator, one factor": code(signed_in(operator, second_factor=False), path),
        "operator": code(signed_in(operator), path),
    }
    assert found == {"anonymous": 302, "other account": 404, "operator, one factor": 302, "operator": 200}


@pytest.mark.parametrize("gesture", GESTURES)
def test_a_gesture_is_refused_by_reading_and_to_others(
    gesture: str, addresses: dict[str, int], operator: User
) -> None:
    path = gesture.format(**addresses)
    assert signed_in(operator).get(path).status_code == 405
    assert making.operator_browser().post(path).status_code == 302
    assert signed_in(making.make_user("curieux@example.org")).post(path).status_code == 404
    assert signed_in(operator, second_factor=False).post(path).status_code == 302


@pytest.mark.parametrize("page", PAGES + GESTURES)
def test_no_page_of_the_console_exists_on_a_space(page: str, visit: making.Visit, administrator: User) -> None:
    path = page.format(space=1, request=1, receipt=1, domain=1)
    assert visit().get(path).status_code == 404
    administrator.roles = [Role.ADMINISTRATOR, Role.OPERATOR]  # a row that no page of a space can write
    administrator.save()
    assert visit(administrator).get(path).status_code == 404


def test_an_operator_of_a_space_s_own_accounts_is_none(space: Space) -> None:
    impostor = making.make_user("imposteur@example.org", roles=[Role.OPERATOR])
    gestures: list[Callable[[], object]] = [
        lambda: suspend_space(by=impostor, space=space, reason="x"),
        lambda: reopen_space(by=impostor, space=space, reason="x"),
        lambda: operations.retry_kind(by=impostor, space=space, consumer="mail.send"),
        lambda: operations.retry_kind_everywhere(by=impostor, consumer="mail.send"),
        lambda: operations.retry_delivery(by=impostor, space=space, delivery_id=1),
        lambda: operations.note_export(by=impostor, table="spaces", filters={}, rows=0),
    ]
    for gesture in gestures:
        with pytest.raises(NotAllowed):
            gesture()


def test_nobody_observes_in_place_of_the_platform(operator: User, spaces: tuple[Space, Space]) -> None:
    for gesture in (
        lambda: operations.inspect_space(by=operator, space=spaces[0]),
        lambda: operations.measure_sizes(by=operator),
        lambda: operations.note_heartbeat(by=operator, queue="default"),
    ):
        with pytest.raises(NotAllowed):
            gesture()


def test_forms_of_the_console_refuse_another_site_s(operator: User, addresses: dict[str, int]) -> None:
    browser = signed_in(operator)
    browser.handler.enforce_csrf_checks = True
    path = reverse("console:suspend", args=[addresses["space"]], urlconf="deploy.urls.platform")
    assert browser.post(path, {"reason": "x"}).status_code == 403

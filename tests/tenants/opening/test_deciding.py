"""The operator's decisions."""

from __future__ import annotations

import pytest

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from tenants.opening import operations
from tenants.opening.letters import follow_path
from tenants.opening.models import RefusedDomain, SpaceRequest, State
from tenants.spaces.models import Space
from tests import making
from tests.tenants.opening.asking import accepted, letters_to

EMAIL = "camille@marais.example.org"


@pytest.fixture
def operator(platform: None) -> User:
    return making.make_user("operatrice@example.org", roles=[Role.OPERATOR])


@pytest.fixture
def held(operator: User) -> SpaceRequest:
    request = accepted(number="")
    assert request.state == State.HELD
    return request


def page(request: SpaceRequest) -> str:
    return making.operator_browser().get(follow_path(request)).content.decode()


def test_an_accepted_request_takes_its_address_and_is_written_down(held: SpaceRequest, operator: User) -> None:
    for _time in range(2):
        operations.accept_request(by=operator, request=held)
    held.refresh_from_db()
    assert held.state == State.ACCEPTED
    assert held.decided_by == operator.pk
    assert Space.objects.get(label=held.label).founder_email == EMAIL
    assert Entry.objects.filter(action="opening.accept", actor_id=operator.pk).count() == 1


def test_an_operator_may_give_another_address(held: SpaceRequest, operator: User) -> None:
    with pytest.raises(RuleBroken, match="label_taken"):
        operations.accept_request(by=operator, request=held, label="lille")
    operations.accept_request(by=operator, request=held, label="marais-arras")
    assert Space.objects.filter(label="marais-arras").exists()


def test_a_held_request_whose_address_was_taken_is_not_accepted_as_it_is(held: SpaceRequest, operator: User) -> None:
    Space.objects.create(label=held.label, name="Plus rapide", kind="association")
    with pytest.raises(RuleBroken, match="label_taken"):
        operations.accept_request(by=operator, request=held)
    held.refresh_from_db()
    assert held.state == State.HELD


def test_a_refusal_needs_a_message_that_the_founder_reads(held: SpaceRequest, operator: User) -> None:
    with pytest.raises(RuleBroken) as refused:
        operations.refuse_request(by=operator, request=held, message="  ")
    assert refused.value.field == "message"
    operations.refuse_request(by=operator, request=held, message="Demandez à votre mairie.")
    assert letters_to(EMAIL)[-1] == "Votre demande n’a pas été acceptée"
    assert "Demandez à votre mairie." in page(held)


def test_a_refused_domain_is_remembered_unless_it_is_open_to_all(held: SpaceRequest, operator: User) -> None:
    operations.refuse_request(by=operator, request=held, message="Non.", refuse_domain=True)
    assert list(RefusedDomain.objects.values_list("domain", flat=True)) == ["marais.example.org"]
    other = accepted("autre", number="", email="quelqu-un@gmail.com", organisation="Autre")
    with pytest.raises(RuleBroken, match="free_domain"):
        operations.refuse_request(by=operator, request=other, message="Non.", refuse_domain=True)


def test_what_is_decided_is_not_decided_again(held: SpaceRequest, operator: User) -> None:
    operations.refuse_request(by=operator, request=held, message="Non.")
    with pytest.raises(RuleBroken, match="not_held"):
        operations.accept_request(by=operator, request=held)


@pytest.mark.parametrize("decide", [operations.accept_request, operations.retry_request])
def test_only_operators_decide(held: SpaceRequest, decide: object) -> None:
    assert callable(decide)
    for roles in (list[str](), [str(Role.ADMINISTRATOR)]):
        someone = making.make_user(f"x{len(roles)}@example.org", roles=roles)
        with pytest.raises(NotAllowed):
            decide(by=someone, request=held)


def test_a_held_request_shows_what_was_checked(held: SpaceRequest) -> None:
    html = page(held)
    assert "examinée" in html
    assert "Aucun numéro SIREN" in html
    assert "hx-trigger" not in html


def test_an_unknown_secret_leads_nowhere(platform: None) -> None:
    assert making.operator_browser().get("/ouvrir-un-espace/suivi/x/").status_code == 404


def test_a_request_being_written_has_no_page_to_follow(platform: None) -> None:
    request = accepted()
    SpaceRequest.objects.filter(pk=request.pk).update(state=State.DRAFT)
    assert making.operator_browser().get(follow_path(request)).status_code == 404

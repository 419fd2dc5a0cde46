"""Two keys: who turns which, what a closed one stops, what goes on all the same, what each side reads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultations.process.availability import modality_closed
from consultations.process.models import Consultation, State, Step
from consultations.process.operations.drafting import create_consultation
from consultations.process.operations.steps import add_step
from consultations.process.queries.missing import missing_before_publishing
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.pages.models import Page
from tenants.features.operations import allow_feature, refuse_feature, switch_feature
from tenants.features.queries import keys_of
from tenants.features.registry import features
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.accounts.counting import MOST, queries
from tests.tenants.console.conftest import signed_in

PAGE = "/equipe/facons-de-participer/"
REASON = "Réservé aux espaces qui ont un modérateur."


def slug() -> str:
    return features()[0].slug


def again(space: Space) -> Space:
    """The row as the next request reads it."""
    with making.in_platform():
        found: Space = Space.objects.get(pk=space.pk)
    return found


def switched(space: Space, by: User, *, on: bool) -> Space:
    switch_feature(by=by, space=space, slug=slug(), on=on)
    return again(space)


def refused(space: Space) -> Space:
    with making.in_platform():
        refuse_feature(by=making.SYSTEM, space=space, slug=slug(), reason=REASON)
    return again(space)


def draft(by: User) -> Consultation:
    return create_consultation(by=by, title="Nature en ville")


def put_step(consultation: Consultation, by: User, closes: int = 30) -> Step:
    now = timezone.now()
    dates = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=closes)}
    return add_step(by=by, consultation=consultation, modality=slug(), title="Étape", **dates)


@pytest.mark.parametrize(
    ("roles", "status"), [([], 403), ([Role.MODERATOR], 403), ([Role.ADMINISTRATOR], 302), (None, 302)]
)
def test_only_administrators_turn_the_key_of_the_space(
    space: Space, visit: making.Visit, roles: list[str] | None, status: int
) -> None:
    user = None if roles is None else making.make_user("elle@example.org", "Elle", roles=roles)
    assert visit(user).post(PAGE, {"slug": slug(), "on": "0"}).status_code == status
    assert again(space).features_off == ([slug()] if roles == [Role.ADMINISTRATOR] else [])


def test_an_administrator_of_a_space_never_turns_the_operator_s_key(space: Space, administrator: User) -> None:
    administrator.roles = [Role.ADMINISTRATOR, Role.OPERATOR]
    administrator.save(update_fields=["roles"])
    with pytest.raises(NotAllowed):
        refuse_feature(by=administrator, space=space, slug=slug(), reason=REASON)
    with pytest.raises(NotAllowed):
        allow_feature(by=administrator, space=space, slug=slug())


def test_both_keys_are_turned_at_first(space: Space) -> None:
    assert all(keys.is_open for keys in keys_of(space))
    assert modality_closed(slug()) is None


def test_off_then_on_again_is_logged(space: Space, administrator: User) -> None:
    assert switched(space, administrator, on=False).features_off == [slug()]
    assert switched(space, administrator, on=False).features_off == [slug()]
    assert switched(space, administrator, on=True).features_off == []
    actions = [*Entry.objects.filter(action__startswith="features.").order_by("pk").values_list("action", flat=True)]
    assert actions == ["features.switch_off", "features.switch_off", "features.switch_on"]


@pytest.mark.parametrize("key", ["team", "operator"])
def test_a_closed_key_stops_new_steps_and_publishing_and_nothing_else(
    space: Space, administrator: User, visit: making.Visit, key: str
) -> None:
    Page.objects.filter(is_required=True).update(is_complete=True)
    running = making.make_consultation()
    step = making.make_step(running, slug())
    waiting = draft(administrator)
    put_step(waiting, administrator)
    closed = switched(space, administrator, on=False) if key == "team" else refused(space)
    said = "désactivé cette façon" if key == "team" else REASON
    with making.in_space(closed):
        with pytest.raises(RuleBroken, match=said):
            put_step(draft(administrator), administrator)
        assert any(said in one.sentence for one in missing_before_publishing(waiting))
    choose = visit(administrator).get(f"/equipe/concertations/{waiting.pk}/etapes/ajouter/")
    browser = visit(administrator)
    assert visit().get(f"/concertations/{running.slug}/").status_code == 200
    step.refresh_from_db()
    assert step.is_open
    assert said in choose.content.decode()
    overview = browser.get(f"/equipe/concertations/{waiting.pk}/modalites/").content.decode()
    assert said in overview
    assert Consultation.objects.get(pk=waiting.pk).state == State.DRAFT


def test_the_other_space_keeps_its_keys(space: Space, other_space: Space, administrator: User) -> None:
    switched(space, administrator, on=False)
    refused(space)
    with making.in_space(again(other_space)):
        assert modality_closed(slug()) is None


def test_the_team_reads_both_keys_with_the_reason_and_what_runs(
    space: Space, administrator: User, visit: making.Visit
) -> None:
    consultation = making.make_consultation()
    making.make_step(consultation, slug())
    making.make_step(consultation, slug(), opens=-30, closes=-2)
    refused(space)
    page = visit(administrator).get(PAGE).content.decode()
    assert REASON in page
    assert "Non permise par la plateforme" in page
    assert "1 étape publiée, ouverte ou à venir, ira" in page


def test_what_is_written_wrong_takes_nothing_down(space: Space, administrator: User, visit: making.Visit) -> None:
    with making.in_platform():
        Space.objects.filter(pk=space.pk).update(features_off={"a": 1}, features_refused=["x"])
    with making.in_space(again(space)):
        assert modality_closed(slug()) is None
    assert visit(administrator).get(PAGE).status_code == 200


def test_an_unknown_one_is_refused(space: Space, administrator: User, visit: making.Visit) -> None:
    with pytest.raises(RuleBroken):
        switch_feature(by=administrator, space=space, slug="inconnue", on=False)
    visit(administrator).post(PAGE, {"slug": "inconnue", "on": "0"})
    assert again(space).features_off == []


def test_the_page_costs_the_same_whatever_runs(space: Space, administrator: User, visit: making.Visit) -> None:
    browser = visit(administrator)
    consultation = making.make_consultation()
    making.make_step(consultation, slug())
    browser.get(PAGE)
    before = queries(browser, PAGE)
    for number in range(3):
        making.make_step(consultation, features()[number % len(features())].slug)
    assert queries(browser, PAGE) == before <= MOST


@pytest.fixture
def console(platform: None) -> Client:
    return signed_in(making.make_user("operatrice@example.org", "Odile", roles=[Role.OPERATOR]))


def test_the_operator_refuses_with_a_reason_then_allows(spaces: tuple[Space, Space], console: Client) -> None:
    place = f"/operateur/espaces/{spaces[0].pk}/facons-de-participer/"
    assert console.get(place).status_code == 200
    assert console.post(f"{place}{slug()}/", {"reason": " "}).status_code == 422
    assert Space.objects.get(pk=spaces[0].pk).features_refused == {}
    assert console.post(f"{place}{slug()}/", {"reason": REASON}).status_code == 302
    assert Space.objects.get(pk=spaces[0].pk).features_refused == {slug(): REASON}
    assert REASON in console.get(place).content.decode()
    assert console.post(f"{place}{slug()}/").status_code == 302
    assert Space.objects.get(pk=spaces[0].pk).features_refused == {}
    assert [one.action for one in Entry.objects.filter(action__startswith="features.").order_by("pk")] == [
        "features.refuse",
        "features.allow",
    ]


def test_what_does_not_exist_is_not_found(spaces: tuple[Space, Space], console: Client) -> None:
    assert console.get(f"/operateur/espaces/{spaces[0].pk}/facons-de-participer/inconnue/").status_code == 404
    assert console.get("/operateur/espaces/999999/facons-de-participer/").status_code == 404


def test_strangers_do_not_reach_the_operator_s_key(spaces: tuple[Space, Space], platform: None) -> None:
    place = f"/operateur/espaces/{spaces[0].pk}/facons-de-participer/{slug()}/"
    assert making.operator_browser().post(place, {"reason": REASON}).status_code in {302, 403, 404}
    assert Space.objects.get(pk=spaces[0].pk).features_refused == {}

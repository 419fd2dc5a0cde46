"""What an operator may do inside a space: read and set, watched; never take part, carry away, nor stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultations.capabilities.comments.operations import add_comment
from consultations.capabilities.exports.operations.asking import request_export
from consultations.capabilities.supports.operations import add_support
from platform_core.access import may
from platform_core.access.permissions import declarations
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.accounts.operations.team import change_roles
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed
from platform_core.pages.models import Page
from tenants.spaces.models import Space
from tenants.support.models import SupportAccess
from tenants.support.operations import end_access
from tests import making
from tests.architecture.routes import routes

# What an operator may do in a space: read, and change its pages and what it says of itself. A line more is a decision.
GIVEN = {
    "accounts.see_participants", "accounts.see_team", "exports.open_data", "files.read", "pages.add", "pages.edit",
    "spaces.describe", "support.leave", "surveys.results", "surveys.texts",
}  # fmt: skip


@pytest.fixture
def helper(inside: Client, access: SupportAccess) -> User:
    """The account that acts in the space."""
    return User.objects.get(pk=access.person_id or 0)


def test_what_is_given_is_the_written_list() -> None:
    assert {one.name for one in declarations() if one.to_support} == GIVEN


def test_every_other_permission_is_refused(space: Space, helper: User) -> None:
    for one in declarations():
        if one.name not in GIVEN:
            denial = may(one.name, helper)  # asked before the rule
            assert denial is not None, one.name
            assert denial.code == "support", one.name


def test_it_takes_no_part(space: Space, helper: User, resident: User) -> None:
    consultation = making.make_consultation()
    contribution = making.make_contribution(making.make_step(consultation, "proposals"), resident)
    with pytest.raises(NotAllowed, match="support"):
        add_support(by=helper, contribution=contribution)
    with pytest.raises(NotAllowed, match="support"):
        add_comment(by=helper, target=contribution, body="Bravo")
    with pytest.raises(NotAllowed, match="support"):
        request_export(by=helper, consultation=consultation, datasets=["x"], formats=["csv"])
    with pytest.raises(NotAllowed, match="support"):
        change_roles(by=helper, member=resident, roles=[Role.ADMINISTRATOR])


def test_it_changes_a_page_and_both_identities_are_written(inside: Client, helper: User, operator: User) -> None:
    page = Page.objects.order_by("pk").first()
    assert page is not None
    address = f"/equipe/pages/{page.slug}/"
    form = inside.get(address).context["form"]
    typed = {field.html_name: field.value() or "" for field in form}
    answer = inside.post(address, {**typed, "title": "Mentions relues avec l’assistance"})
    assert answer.status_code == 302, answer.content.decode()
    entry = Entry.objects.get(action="pages.edit")
    assert (entry.actor_id, entry.details["operator"]) == (helper.pk, operator.pk)


def test_every_page_is_written_with_both_identities(inside: Client, helper: User, operator: User) -> None:
    Entry.objects.filter(action="support.page").exists()
    for path in ("/", "/equipe/", "/nulle-part/", "/compte/"):
        inside.get(path)
    inside.post("/equipe/membres/inviter/", {"email": "x@example.org"})
    written = Entry.objects.filter(action="support.page").order_by("pk")
    assert [(e.details["method"], e.details["path"]) for e in written] == [
        ("GET", "/"), ("GET", "/equipe/"), ("GET", "/nulle-part/"), ("GET", "/compte/"),
        ("POST", "/equipe/membres/inviter/"),
    ]  # fmt: skip
    assert {(e.actor_id, e.details["operator"]) for e in written} == {(helper.pk, operator.pk)}
    assert "Odile" in helper.public_name


def test_the_banner_is_on_every_page_with_the_end_and_the_way_out(inside: Client, access: SupportAccess) -> None:
    for path in ("/", "/equipe/", "/equipe/participants/", "/concertations/"):
        text = inside.get(path).content.decode()
        assert "au titre de l’assistance" in text, path
        assert "Terminer l’assistance" in text, path


def test_it_reads_the_pages_of_the_team_without_the_addresses_of_people(
    inside: Client, resident: User, administrator: User
) -> None:
    consultation = making.make_consultation()
    making.make_contribution(making.make_step(consultation, "proposals"), resident)
    opened = 0
    for route in routes():
        if route.urlconf.endswith("space") and route.access and route.access.audience == "team":
            path = route.path.replace("/1/", f"/{resident.pk if 'participants' in route.path else consultation.pk}/")
            answer = inside.get(path)
            assert answer.status_code in {200, 302, 403, 404, 405}, path
            if answer.status_code == 200 and not answer.streaming:
                opened += 1
                for person in (resident, administrator):
                    assert person.email not in answer.content.decode(), path
    assert opened > 10
    assert "Camille" in inside.get("/equipe/participants/").content.decode()
    assert "Camille" not in inside.get("/equipe/participants/", {"words": "resident@example"}).content.decode()


def test_it_opens_no_page_of_an_account_nor_the_api(inside: Client) -> None:
    for route in routes():
        if route.urlconf.endswith("space") and (
            route.path.startswith(("/compte/", "/api/")) or (route.access and route.access.audience == "signed_in")
        ):
            for method in ("get", "post"):
                answer = getattr(inside, method)(route.path)
                assert answer.status_code == 403, f"{method} {route.path}: {answer.status_code}"


def test_it_ends_by_itself(inside: Client, access: SupportAccess, visit: making.Visit) -> None:
    assert inside.get("/equipe/").status_code == 200
    past = timezone.now() - timedelta(seconds=1)
    SupportAccess.objects.update(until=past, given_at=past - timedelta(hours=1))
    answer = inside.get("/equipe/")
    assert answer.status_code == 403
    assert "terminé" in answer.content.decode()
    assert inside.get("/equipe/").status_code == 302  # signed out


def test_the_team_ends_it_within_the_request(
    inside: Client, access: SupportAccess, administrator: User, visit: making.Visit
) -> None:
    assert inside.get("/equipe/").status_code == 200
    team = visit(administrator)
    assert "Mettre fin" in team.get(f"/equipe/assistance/{access.pk}/").content.decode()
    team.post(f"/equipe/assistance/{access.pk}/terminer/")
    assert inside.get("/equipe/").status_code in {302, 403}
    assert inside.get("/equipe/").status_code == 302
    end_access(by=administrator, access=access)  # again: nothing more
    assert Entry.objects.filter(action="support.end").count() == 1
    read = team.get(f"/equipe/assistance/{access.pk}/").content.decode()
    assert "/equipe/" in read
    assert "Terminé" in read


def test_the_operator_leaves(inside: Client, access: SupportAccess) -> None:
    assert "Assistance terminée" in inside.post("/assistance/terminer/").content.decode()
    assert inside.get("/equipe/").status_code == 302
    access.refresh_from_db()
    assert access.ended_at is not None


def test_the_account_of_support_cannot_be_signed_in_otherwise(
    inside: Client, helper: User, visit: making.Visit, access: SupportAccess, administrator: User
) -> None:
    assert not helper.has_usable_password()
    assert helper.email.endswith(".invalid")
    end_access(by=administrator, access=access)
    assert visit(helper).get("/equipe/").status_code in {302, 403}  # a session made by any other way


def test_a_forged_role_gives_nothing(space: Space, visit: making.Visit) -> None:
    impostor = making.make_user("faux@example.org", roles=[Role.SUPPORT])
    assert visit(impostor).get("/equipe/").status_code == 403
    assert visit(impostor).get("/").status_code == 403


def test_an_operator_sees_nothing_of_a_space_without_coming_in(space: Space, operator: User) -> None:
    browser = making.Visit(space)(None)
    assert browser.get("/equipe/").status_code == 302
    assert not User.objects.filter(email=operator.email).exists()

"""Pledged by a team, confirmed by who received it, public; the account of the year, honest when empty."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from billing_free.metering.models import UsageDay
from billing_free.reciprocity import tasks
from billing_free.reciprocity.models import Cost, Gift, State, YearUse
from billing_free.reciprocity.operations import confirm_gift, pledge_gift, refuse_gift, set_costs, withdraw_gift
from billing_free.reciprocity.queries import given, use_of
from platform_core.access import may
from platform_core.access.roles import SPACE_ROLES, Role
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.notifications.models import Notification
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.notifications.telling import deliver
from tests.tenants.console.conftest import signed_in

TODAY = timezone.localdate()


@pytest.fixture
def operator(space: Space) -> User:
    with making.in_platform():
        return making.make_user("operatrice@example.org", "Odile", roles=[Role.OPERATOR])


@pytest.fixture
def console(operator: User) -> making.ScopedClient:
    with making.in_platform():
        return signed_in(operator)


@pytest.fixture
def receiver(other_space: Space) -> User:
    with making.in_space(other_space):
        return making.make_user("amiens@example.org", roles=[Role.ADMINISTRATOR])


def pledge(space: Space, by: User, **fields: Any) -> Gift:
    known = {"kind": "hours", "description": "Deux ateliers animés", "given_on": TODAY, **fields}
    return pledge_gift(by=by, space=space, **known)


def gifts(space: Space, count: int, **fields: Any) -> None:
    """Make rows, confirmed unless said."""
    known = {"space": space, "kind": "template", "description": "Un modèle", "given_on": TODAY, **fields}
    if known.setdefault("state", State.CONFIRMED) != State.PLEDGED:
        known.setdefault("decided_at", timezone.now())
    Gift.objects.bulk_create(Gift(**known) for _n in range(count))


@pytest.mark.parametrize("role", [None, *SPACE_ROLES])
def test_who_may_pledge_confirm_and_withdraw(
    space: Space, other_space: Space, administrator: User, role: Role | None
) -> None:
    gift = pledge(space, administrator, receiver=other_space.label)
    person = making.make_user("quelqu-un@example.org", roles=[role] if role else [])
    is_admin = role == Role.ADMINISTRATOR
    assert (may("reciprocity.pledge", person) is None) == is_admin
    assert (may("reciprocity.withdraw", person, gift) is None) == is_admin
    assert may("reciprocity.decide", person, gift).code == "not_received"  # it gave: it does not confirm itself
    assert may("reciprocity.account", person).code == "operator"
    assert may("reciprocity.add_up", person).code == "platform_only"
    with making.in_space(other_space):
        twin = making.make_user("jumelle@example.org", roles=[role] if role else [])
        assert (may("reciprocity.decide", twin, gift) is None) == is_admin
        refusal = may("reciprocity.withdraw", twin, gift)
        assert refusal is not None
        assert refusal.code == ("not_yours" if is_admin else "role")
    with making.in_platform():
        known = making.make_user("operatrice2@example.org", roles=[Role.OPERATOR])
        assert may("reciprocity.decide", known, gift) is None
        assert may("reciprocity.pledge", known).code == "no_space"


def test_a_gift_to_all_is_confirmed_by_operators_only(
    space: Space, other_space: Space, administrator: User, receiver: User, operator: User
) -> None:
    gift = pledge(space, administrator)
    for place, actor in ((space, administrator), (other_space, receiver)):
        with making.in_space(place), pytest.raises(NotAllowed):
            confirm_gift(by=actor, gift=gift)
    with making.in_platform():
        confirm_gift(by=operator, gift=gift)
        assert given().count == 1


def test_pledged_told_confirmed_by_the_other_space_then_public(
    space: Space, other_space: Space, administrator: User, receiver: User, visit: making.Visit
) -> None:
    sent = {"kind": "hours", "description": "Deux ateliers animés", "given_on": TODAY.isoformat(), "amount": "6.5"}
    sent |= {"unit": "hours", "receiver": f"https://{other_space.host}/"}
    assert visit(administrator).post("/equipe/reciprocite/annoncer/", sent).status_code == 302
    assert Entry.objects.filter(action="reciprocity.pledge").count() == 1
    with making.in_platform():
        deliver()
        gift = Gift.objects.get()
        assert making.operator_browser().get("/commun/").content.decode().count("Deux ateliers") == 0
    with making.in_space(other_space):
        told = Notification.objects.get(recipient=receiver)
        assert "Ville de Lille" in told.sentence
        browser = visit(receiver, at=other_space)
        assert "Deux ateliers animés" in browser.get("/equipe/reciprocite/").content.decode()
        for _twice in range(2):
            assert browser.post(f"/equipe/reciprocite/{gift.pk}/confirmer/").status_code in {302, 403}
        assert Entry.objects.filter(action="reciprocity.confirm").count() == 1
    with making.in_platform():
        deliver()
        page = making.operator_browser().get("/commun/").content.decode()
    for expected in ("Deux ateliers animés", "Ville de Lille", "Amiens", "6,5", "heures données"):
        assert expected in page, expected
    assert "confirmé et public" in Notification.objects.get(recipient=administrator).sentence
    assert visit(administrator).post(f"/equipe/reciprocite/{gift.pk}/retirer/").status_code == 302
    with making.in_platform():
        assert "Deux ateliers" not in making.operator_browser().get("/commun/").content.decode()


def test_refused_with_a_reason_that_only_the_giver_reads(
    space: Space, other_space: Space, administrator: User, receiver: User, visit: making.Visit
) -> None:
    gift = pledge(space, administrator, receiver=other_space.label)
    with making.in_space(other_space):
        browser = visit(receiver, at=other_space)
        path = f"/equipe/reciprocite/{gift.pk}/ne-pas-confirmer/"
        assert browser.get(path).status_code == 200
        assert browser.post(path, {"reason": " "}).status_code == 422
        assert browser.post(path, {"reason": "Ce n’était pas nous"}).status_code == 302
        assert browser.post(path, {"reason": "Encore"}).status_code == 403
    assert "Ce n’était pas nous" in visit(administrator).get("/equipe/reciprocite/").content.decode()
    with making.in_platform():
        page = making.operator_browser().get("/commun/").content.decode()
        assert "Ce n’était pas nous" not in page
        assert "Rien n’est encore inscrit ici" in page


def test_a_gift_of_others_is_out_of_reach(
    space: Space, other_space: Space, administrator: User, receiver: User, visit: making.Visit
) -> None:
    gift = pledge(space, administrator)
    browser = visit(receiver, at=other_space)
    for name in ("confirmer", "ne-pas-confirmer", "retirer"):
        assert browser.post(f"/equipe/reciprocite/{gift.pk}/{name}/", {"reason": "x"}).status_code == 404
    assert "Deux ateliers" not in browser.get("/equipe/reciprocite/").content.decode()
    resident = visit(making.make_user("personne@example.org"))
    assert resident.get("/equipe/reciprocite/").status_code == 403
    assert (
        visit(making.make_user("m@example.org", roles=["moderator"])).get("/equipe/reciprocite/annoncer/").status_code
        == 403
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"given_on": TODAY + timedelta(days=2)}, "given_on"),
        ({"description": "  "}, "description"),
        ({"amount": Decimal(2)}, "amount"),
        ({"receiver": "nulle-part"}, "receiver"),
        ({"receiver": "lille"}, "receiver"),
    ],
)
def test_what_makes_no_sense_is_refused(space: Space, administrator: User, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        pledge(space, administrator, **fields)
    assert refusal.value.field == field


def test_a_refused_form_keeps_what_was_typed(space: Space, visit: making.Visit, administrator: User) -> None:
    sent = {"kind": "hours", "description": "Mes ateliers", "given_on": TODAY.isoformat(), "amount": "3"}
    page = visit(administrator).post("/equipe/reciprocite/annoncer/", sent)
    assert page.status_code == 422
    assert "Mes ateliers" in page.content.decode()


def test_the_database_holds_the_rules(space: Space, platform: None) -> None:
    good = {"space": space, "kind": "hours", "description": "x", "given_on": TODAY}
    for bad in (
        {"receiver": space},
        {"amount": 3},
        {"unit": "hours"},
        {"state": "confirmed"},
        {"state": "refused", "decided_at": timezone.now()},
        {"description": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Gift.objects.create(**{**good, **bad})


def test_whoever_comes_second_finds_it_decided(space: Space, administrator: User, operator: User) -> None:
    gift = pledge(space, administrator)
    with making.in_platform():
        first, second = Gift.objects.get(pk=gift.pk), Gift.objects.get(pk=gift.pk)
        confirm_gift(by=operator, gift=first)
        with pytest.raises(RuleBroken):
            refuse_gift(by=operator, gift=second, reason="x")
        assert Gift.objects.get().state == State.CONFIRMED
    withdraw_gift(by=administrator, gift=first)
    with pytest.raises(NotAllowed):
        withdraw_gift(by=administrator, gift=first)


# The account.


def test_what_the_year_used_is_added_up(spaces: tuple[Space, Space], platform: None) -> None:
    year = 2026
    for space, on, members, emails in (
        (spaces[0], date(year, 1, 10), 5, 10),
        (spaces[0], date(year, 1, 31), 6, 40),
        (spaces[0], date(year, 2, 3), 7, 2),
        (spaces[1], date(year, 2, 3), 1, 1),
        (spaces[1], date(year - 1, 12, 31), 900, 900),
    ):
        UsageDay.objects.create(space=space, on=on, figures={"members": members, "emails": emails})
    assert use_of(year) == (2, {"members": 8, "emails": 43})
    assert use_of(2001) == (0, {})
    for _twice in range(2):
        tasks.add_up()
    assert YearUse.objects.filter(year=TODAY.year).count() == 1


def test_operators_type_the_amounts_and_everybody_reads_them(console: making.ScopedClient, operator: User) -> None:
    year = TODAY.year
    with making.in_platform():
        empty = making.operator_browser().get("/commun/").content.decode()
        assert "n’a pas encore publié les dépenses" in empty
        assert "jamais une condition" in empty
        path = f"/operateur/commun/comptes/{year}/"
        assert console.post(path, {"hosting": "-1"}).status_code == 422
        assert console.post(path, {"hosting": "1200.50", "people": "30000"}).status_code == 302
        assert dict(Cost.objects.values_list("heading", "cents")) == {"hosting": 120_050, "people": 3_000_000}
        page = making.operator_browser().get("/commun/").content.decode().replace("\u202f", " ").replace("\xa0", " ")
        for expected in ("Hébergement", "31 200,50 €", "Travail des personnes"):
            assert expected in page, expected
        assert console.post(path, {"people": "30000"}).status_code == 302
        assert Cost.objects.count() == 1
        assert console.get(f"/operateur/commun/comptes/{year + 1}/").status_code == 404
        with pytest.raises(RuleBroken):
            set_costs(by=operator, year=year + 1, cents={})


def test_the_operator_confirms_in_the_console(space: Space, console: making.ScopedClient, administrator: User) -> None:
    first, second = pledge(space, administrator), pledge(space, administrator, description="Un modèle de charte")
    with making.in_platform():
        assert "Un modèle de charte" in console.get("/operateur/commun/").content.decode()
        assert console.post(f"/operateur/commun/dons/{first.pk}/confirmer/").status_code == 302
        path = f"/operateur/commun/dons/{second.pk}/ne-pas-confirmer/"
        assert console.post(path, {"reason": ""}).status_code == 422
        assert console.post(path, {"reason": "Introuvable"}).status_code == 302
        assert "Introuvable" in console.get("/operateur/commun/", {"etat": "refused"}).content.decode()
        assert sorted(Gift.objects.values_list("state", flat=True)) == ["confirmed", "refused"]
        assert making.operator_browser().get("/operateur/commun/").status_code in {302, 404}


def test_the_public_list_is_filtered_paged_and_takes_the_same_statements(space: Space, platform: None) -> None:
    browser = making.operator_browser()
    gifts(space, 1)
    with CaptureQueriesContext(connection) as one:
        browser.get("/commun/")
    gifts(space, 2, kind="hours", given_on=date(TODAY.year - 1, 5, 1), description="Un atelier")
    with CaptureQueriesContext(connection) as three:
        browser.get("/commun/")
    assert len(one) == len(three) <= 12
    by_kind = browser.get("/commun/", {"type": "hours"}).content.decode()
    assert ("Un atelier" in by_kind, "Un modèle</h3>" in by_kind) == (True, False)
    by_year = browser.get("/commun/", {"annee": str(TODAY.year - 1)}).content.decode()
    assert ("Un atelier" in by_year, "Un modèle</h3>" in by_year) == (True, False)
    assert browser.get("/commun/", {"annee": "abc", "type": "rien", "page": "zéro"}).status_code == 200
    gifts(space, 30)
    assert "page=2" in browser.get("/commun/").content.decode()


def test_the_team_s_list_takes_the_same_statements(
    space: Space, other_space: Space, visit: making.Visit, administrator: User
) -> None:
    browser = visit(administrator)
    seen = []
    for count in (1, 2):
        with making.in_platform():
            gifts(space, count, receiver=other_space)
            gifts(other_space, count, receiver=space, state=State.PLEDGED)
        with CaptureQueriesContext(connection) as captured:
            browser.get("/equipe/reciprocite/")
        seen.append(len(captured))
    assert seen[0] == seen[1] <= 14

"""A space under hold is deleted by nobody; set and lifted with a reason; the doors."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from tenants.holds.models import Hold
from tenants.holds.operations import lift_hold, set_hold
from tenants.spaces.models import Space, State
from tenants.spaces.operations import delete_space
from tenants.spaces.registry import kept_because, must_be_deletable
from tests import making
from tests.tenants.console.conftest import browser, operator, signed_in, space_rows

__all__ = ["browser", "operator"]
PAGE = "/operateur/conservation/"


def test_a_held_space_is_deleted_by_nobody(operator: User) -> None:
    (space,) = space_rows(1)
    must_be_deletable(space)
    hold = set_hold(by=operator, space=space, reason="Réquisition n° 12.")
    with pytest.raises(RuleBroken, match="Réquisition n° 12"):
        must_be_deletable(space)
    assert kept_because(space)
    with pytest.raises((IntegrityError, RuleBroken)), transaction.atomic():
        delete_space(by=making.SYSTEM, space=space, reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():  # whatever the code does
        Space.objects.filter(pk=space.pk).update(state=State.DELETED)
    Space.objects.filter(pk=space.pk).update(state=State.SUSPENDED)  # it goes on living
    lift_hold(by=operator, hold=hold, reason="Fin de l’enquête.")
    assert kept_because(space) == ""
    Space.objects.filter(pk=space.pk).update(state=State.DELETED)
    said = Entry.objects.filter(action__startswith="holds.", target_id=str(space.pk)).order_by("pk")
    assert [(each.action, each.details["reason"]) for each in said] == [
        ("holds.set", "Réquisition n° 12."),
        ("holds.lift", "Fin de l’enquête."),
    ]


def test_inside_the_space_it_is_said_without_the_reason(space: Space) -> None:
    with making.in_platform():
        set_hold(by=making.SYSTEM, space=space, reason="Inspection.")
        assert "Inspection" in kept_because(space)
    assert "conservation légale" in kept_because(space)
    assert "Inspection" not in kept_because(space)


def test_one_hold_a_space_with_a_reason_lifted_once(operator: User) -> None:
    (space,) = space_rows(1)
    with pytest.raises(RuleBroken):
        set_hold(by=operator, space=space, reason=" ")
    hold = set_hold(by=operator, space=space, reason="Motif.")
    with pytest.raises(RuleBroken, match="déjà"):
        set_hold(by=operator, space=space, reason="Encore.")
    with pytest.raises(RuleBroken):
        lift_hold(by=operator, hold=hold, reason="")
    lift_hold(by=operator, hold=hold, reason="Fini.")
    with pytest.raises(RuleBroken, match="déjà"):
        lift_hold(by=operator, hold=hold, reason="Fini.")
    assert set_hold(by=operator, space=space, reason="De nouveau.").pk


def test_a_deleted_space_is_not_held(operator: User) -> None:
    (space,) = space_rows(1, state=State.DELETED)
    with pytest.raises(RuleBroken, match="supprimé"):
        set_hold(by=operator, space=space, reason="Motif.")


def test_operators_alone(operator: User, spaces: tuple[Space, Space]) -> None:
    curious = making.make_user("curieux@example.org")
    hold = Hold.objects.create(space=spaces[1], reason="x")
    for path in (PAGE, f"{PAGE}{hold.pk}/lever/"):
        found = [
            making.operator_browser().get(path).status_code,
            signed_in(curious).get(path).status_code,
            signed_in(operator, second_factor=False).get(path).status_code,
            signed_in(operator).get(path).status_code,
        ]
        assert found == [302, 404, 302, 200]
        assert making.operator_browser().get(path, headers={"host": "lille.citoyens.test"}).status_code == 404
    with pytest.raises(NotAllowed):
        set_hold(by=curious, space=spaces[0], reason="x")
    with pytest.raises(NotAllowed):
        lift_hold(by=curious, hold=hold, reason="x")
    with making.in_space(spaces[0]):
        impostor = making.make_user("imposteur@example.org", roles=["operator"])
        with pytest.raises(NotAllowed):
            set_hold(by=impostor, space=spaces[0], reason="x")


def test_through_the_page(browser: making.ScopedClient) -> None:
    (space,) = space_rows(1)
    refused = browser.post(PAGE, {"label": "nulle-part", "reason": ""})
    assert refused.status_code == 422
    assert "Aucun espace n’a cette adresse." in refused.content.decode()
    assert browser.post(PAGE, {"label": "RANG-000", "reason": "Ordonnance <b>"}).status_code == 302
    assert "Ordonnance &lt;b&gt;" in browser.get(PAGE).content.decode()
    hold = Hold.objects.get(space=space)
    assert browser.post(f"{PAGE}{hold.pk}/lever/", {"reason": ""}).status_code == 422
    assert browser.post(f"{PAGE}{hold.pk}/lever/", {"reason": "Levée."}).status_code == 302
    assert browser.post(f"{PAGE}{hold.pk}/lever/", {"reason": "Levée."}).status_code == 422


def test_the_list_takes_the_same_statements_whatever_its_length(browser: making.ScopedClient) -> None:
    made = space_rows(3)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(PAGE)
        return len(captured)

    Hold.objects.create(space=made[0], reason="x")
    one = statements()
    for space in made[1:]:
        Hold.objects.create(space=space, reason="x")
    assert statements() == one


def test_by_command(platform: None) -> None:
    space_rows(1)
    call_command("legalhold", "rang-000", reason="Motif.", stdout=StringIO())
    assert Hold.objects.filter(lifted_at=None).count() == 1
    with pytest.raises(CommandError, match="déjà"):
        call_command("legalhold", "rang-000", reason="Motif.", stdout=StringIO())
    call_command("legalhold", "rang-000", reason="Fini.", lift=True, stdout=StringIO())
    with pytest.raises(CommandError, match="n’est pas"):
        call_command("legalhold", "rang-000", reason="Fini.", lift=True, stdout=StringIO())

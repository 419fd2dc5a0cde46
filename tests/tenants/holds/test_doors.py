"""Every road to a deletion asks the hold: the team's, the operators', the server's, the clock's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from platform_core.accounts.models import User
from platform_core.errors import RuleBroken
from tenants.holds.models import Hold
from tenants.holds.operations import lift_hold, set_hold
from tenants.lifecycle import tasks
from tenants.lifecycle.queries import deletion_of
from tenants.postgresql.schemas import schema_exists
from tenants.spaces.models import Deletion, Space, State
from tenants.spaces.operations import (
    abandon_space,
    approve_deletion,
    ask_deletion,
    delete_space,
    schedule_deletion,
)
from tests import making
from tests.tenants.console.conftest import operator, signed_in, space_rows

__all__ = ["operator"]
REASON = "Réquisition n° 12."
LIFE = "/equipe/vie-de-l-espace/supprimer/"


@pytest.fixture
def colleague(operator: User) -> User:
    return making.make_user("karim@example.org", "Karim", roles=["operator"])


def held(space: Space) -> Hold:
    with making.in_platform():
        return set_hold(by=making.SYSTEM, space=space, reason=REASON)


def test_the_team_is_refused_without_being_told_why(space: Space, visit: making.Visit, administrator: User) -> None:
    hold = held(space)
    given = {"reason": "Le projet est fini.", "typed_name": space.name}
    refused = visit(administrator).post(LIFE, given)
    assert refused.status_code == 422
    said = refused.content.decode()
    assert "conservation légale" in said
    assert "Réquisition" not in said
    assert "Le projet est fini." in said  # what was typed stays
    with pytest.raises(RuleBroken, match="held"):
        schedule_deletion(by=administrator, space=space, reason="Fin")
    assert deletion_of(space) is None
    with making.in_platform():
        lift_hold(by=making.SYSTEM, hold=hold, reason="Fin de l’enquête.")
    assert visit(administrator).post(LIFE, given).status_code == 302


def test_operators_neither_ask_nor_approve(operator: User, colleague: User) -> None:
    space, asked_before = space_rows(2)
    asked = ask_deletion(by=operator, space=asked_before, reason="Abus")
    for one in (space, asked_before):
        held(one)
    with pytest.raises(RuleBroken, match="Réquisition"):
        ask_deletion(by=operator, space=space, reason="Abus")
    with pytest.raises(RuleBroken, match="held"):
        schedule_deletion(by=making.SYSTEM, space=space, reason="Abus")
    with pytest.raises(RuleBroken, match="held"):
        approve_deletion(by=colleague, deletion=asked)
    assert set(Space.objects.filter(pk__in=[space.pk, asked_before.pk]).values_list("state", flat=True)) == {"active"}
    page = f"/operateur/espaces/{asked_before.pk}/supprimer/accorder/"
    assert "Réquisition" in signed_in(colleague).post(page, follow=True).content.decode()
    typed = {"reason": "Abus", "typed_name": space.name}
    refused = signed_in(operator).post(f"/operateur/espaces/{space.pk}/supprimer/", typed)
    assert refused.status_code == 422
    assert "Réquisition" in refused.content.decode()


def test_one_that_was_never_finished_is_kept_too(platform: None) -> None:
    [space] = space_rows(1, state=State.PROVISIONING)
    held(space)
    with pytest.raises(RuleBroken, match="held"):
        abandon_space(by=making.SYSTEM, space=space)
    assert Space.objects.get(pk=space.pk).state == State.PROVISIONING


@pytest.fixture
def ripe(real_db: None) -> Iterator[Space]:
    """A real space whose thirty days have passed, put under hold meanwhile."""
    made = making.make_space("denain-garde")
    with making.in_platform():
        schedule_deletion(by=making.SYSTEM, space=made, reason="Fin")
        at = timezone.now() - timedelta(days=2)
        Space.objects.filter(pk=made.pk).update(delete_at=at)
        Deletion.objects.filter(space=made).update(last_call_at=at)
        hold = held(made)
        yield Space.objects.get(pk=made.pk)
        Hold.objects.filter(pk=hold.pk).update(lifted_at=timezone.now(), lifted_because="fin de l’essai")
        if Space.objects.filter(pk=made.pk).exclude(state=State.DELETED).exists():
            delete_space(by=making.SYSTEM, space=made, reason="fin de l’essai", at_once=True)
        Hold.objects.filter(pk=hold.pk).delete()
        Space.objects.filter(pk=made.pk).delete()


def test_when_its_date_comes_it_stays_and_goes_once_the_hold_is_lifted(ripe: Space) -> None:
    tasks.delete(space_id=ripe.pk)
    with pytest.raises(RuleBroken, match="held"):
        delete_space(by=making.SYSTEM, space=ripe)
    assert schema_exists(ripe.schema_name)
    assert Space.objects.get(pk=ripe.pk).state == State.SCHEDULED
    lift_hold(by=making.SYSTEM, hold=Hold.objects.get(space=ripe), reason="Fini.")
    tasks.delete(space_id=ripe.pk)
    assert not schema_exists(ripe.schema_name)


def test_the_command_says_so_and_fails_with_a_code_of_its_own(ripe: Space) -> None:
    with pytest.raises(CommandError, match="conservation légale") as refused:
        call_command("deletespace", ripe.label, reason="Fin.", confirm=ripe.schema_name, stdout=StringIO())
    assert refused.value.returncode == 4
    assert schema_exists(ripe.schema_name)

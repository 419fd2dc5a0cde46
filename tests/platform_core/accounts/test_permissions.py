"""Who may do what: one table."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from platform_core.access import System, may
from platform_core.access.roles import Role
from platform_core.accounts.models import Invitation, Structure, StructureMember, User
from tenants.spaces.models import Space
from tests.making import make_user

ACTORS = ("visitor", "resident", "member", "analyst", "steering", "moderator", "administrator", "suspended")
OK = None
# For each permission and what it is about, the code of the refusal for each actor above, in that order.
TABLE = {
    ("change_profile", "resident"): ("sign_in", OK, "not_yours", "not_yours", "not_yours", "not_yours", "not_yours", "account_closed"),
    ("erase", "resident"): ("sign_in", OK, "not_yours", "not_yours", "not_yours", "not_yours", "not_yours", "account_closed"),
    ("sign_out_everywhere", "resident"): ("sign_in", OK, "not_yours", "not_yours", "not_yours", "not_yours", "not_yours", "account_closed"),
    ("create_structure", ""): ("sign_in", OK, OK, OK, OK, OK, OK, "account_closed"),
    ("join_structure", "structure"): ("sign_in", OK, OK, OK, OK, OK, OK, "account_closed"),
    ("manage_structure", "structure"): ("sign_in", "not_member", OK, "not_member", "not_member", "not_member", OK, "account_closed"),
    ("see_team", ""): ("role", "role", "role", OK, OK, OK, OK, "role"),
    ("invite", ""): ("role", "role", "role", "role", "role", "role", OK, "role"),
    ("change_roles", "moderator"): ("role", "role", "role", "role", "role", "role", OK, "role"),
    ("see_participants", ""): ("role", "role", "role", "role", "role", OK, OK, "role"),
    ("suspend", "resident"): ("role", "role", "role", "role", "role", OK, OK, "role"),
    ("suspend", "moderator"): ("role", "role", "role", "role", "role", "oneself", OK, "role"),
    ("suspend", "administrator"): ("role", "role", "role", "role", "role", "team", "oneself", "role"),
    ("create_operator", ""): ("platform_only",) * 8,
    ("accept_invitation", "pending"): (OK,) * 8,
    ("accept_invitation", "late"): ("expired",) * 8,
    ("accept_invitation", "used"): ("used",) * 8,
    ("accept_invitation", "revoked"): ("revoked",) * 8,
}  # fmt: skip


@pytest.fixture
def cast(space: Space) -> dict[str, Any]:
    people: dict[str, Any] = {"": None, "visitor": AnonymousUser()}
    for name in ("resident", "member", "suspended"):
        people[name] = make_user(f"{name}@example.org")
    for role in (Role.ANALYST, Role.STEERING, Role.MODERATOR, Role.ADMINISTRATOR):
        people[str(role)] = make_user(f"{role}@example.org", roles=[role])
    User.objects.filter(email="suspended@example.org").update(is_active=False)
    people["suspended"].refresh_from_db()
    people["structure"] = Structure.objects.create(name="Les Jardins")
    StructureMember.objects.create(structure=people["structure"], user=people["member"])
    now = timezone.now()
    week = timedelta(days=7)
    people["pending"] = Invitation(expires_at=now + week)
    people["late"] = Invitation(expires_at=now - week)
    people["used"] = Invitation(expires_at=now + week, accepted_at=now)
    people["revoked"] = Invitation(expires_at=now + week, revoked_at=now)
    return people


@pytest.mark.parametrize(("verb", "about"), TABLE)
def test_the_table_is_kept(cast: dict[str, Any], verb: str, about: str) -> None:
    on = (cast[about],) if about else ()
    answers = [may(f"accounts.{verb}", cast[name], *on) for name in ACTORS]
    assert tuple(denial.code if denial else None for denial in answers) == TABLE[verb, about]
    assert all(str(denial.reason) for denial in answers if denial)
    assert may(f"accounts.{verb}", System("tests"), *on) is None

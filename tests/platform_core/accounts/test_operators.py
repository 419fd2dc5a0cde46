"""Operators are made by a command, on the platform."""

from __future__ import annotations

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from platform_core.access import System
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.accounts.operations.operators import create_operator
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from tests.making import in_platform


def ran(*arguments: str) -> str:
    out = StringIO()
    call_command("createoperator", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_makes_an_operator_and_says_how_to_enter(platform: None) -> None:
    said = ran("Operatrice@example.org", "--name", "Zoé")
    assert "https://citoyens.test/operateur/compte/connexion/" in said
    with in_platform():
        user = User.objects.get(email="operatrice@example.org")
        assert (user.public_name, user.roles, user.is_active) == ("Zoé", [Role.OPERATOR], True)
        assert EmailAddress.objects.get(user=user).verified
        assert Entry.objects.filter(action="accounts.create_operator", target_id=str(user.pk)).exists()


def test_run_twice_it_makes_one_account(platform: None) -> None:
    ran("zoe@example.org", "--name", "Zoé")
    ran("ZOE@example.org")
    with in_platform():
        assert User.objects.get(email="zoe@example.org").public_name == "Zoé"


def test_a_lost_telephone_is_repaired_and_an_operator_who_leaves_is_closed(platform: None) -> None:
    ran("zoe@example.org")
    with in_platform():
        user = User.objects.get(email="zoe@example.org")
        Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    ran("zoe@example.org", "--reset-second-factor")
    with in_platform():
        assert not Authenticator.objects.filter(user=user).exists()
        user.refresh_from_db()
        assert user.sign_out_count == 1
    ran("zoe@example.org", "--remove")
    with in_platform():
        user.refresh_from_db()
        assert (user.roles, user.is_active, user.sign_out_count) == ([], False, 2)


@pytest.mark.parametrize("arguments", [("pas une adresse",), ("inconnue@example.org", "--remove")])
def test_a_mistake_is_said(platform: None, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        ran(*arguments)


def test_nobody_makes_an_operator_from_a_page_or_in_a_space(administrator: User) -> None:
    with pytest.raises(NotAllowed):
        create_operator(by=administrator, email="zoe@example.org")
    with pytest.raises(RuleBroken):
        create_operator(by=System("tests"), email="zoe@example.org")

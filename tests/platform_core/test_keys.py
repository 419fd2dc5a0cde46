"""The server's key changes: what the former one signed stays good while it is kept, and dies with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.signing import BadSignature
from django.utils import timezone

from platform_core import scope
from platform_core.accounts.models import User
from platform_core.audit.checking import check_log
from platform_core.audit.log import record
from platform_core.audit.models import Seal
from platform_core.audit.operations import seal_days
from platform_core.sealing import Unsealable, seal, unseal
from tenants.opening.seals import follow_token, token_hash
from tenants.spaces.models import Space
from tests import making

Change = Callable[[bool], None]


@pytest.fixture
def change(settings: LazySettings) -> Change:
    """Change the key, the former one kept or not."""

    def changed(kept: bool) -> None:
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if kept else []
        settings.SECRET_KEY = "another-key-another-key-another-key-another-key"

    return changed


@pytest.mark.parametrize("kept", [True, False])
def test_a_signed_link(space: Space, change: Change, kept: bool) -> None:
    link = scope.sign({"n": 1}, purpose="essai")
    change(kept)
    if kept:
        assert scope.unsign(link, purpose="essai") == {"n": 1}
        assert scope.sign({"n": 1}, purpose="essai").rpartition(":")[2] != link.rpartition(":")[2]
    else:
        with pytest.raises(BadSignature):
            scope.unsign(link, purpose="essai")


@pytest.mark.parametrize("kept", [True, False])
def test_a_sealed_password(space: Space, change: Change, kept: bool) -> None:
    sealed = seal("secret", purpose="essai")
    change(kept)
    if kept:
        assert unseal(sealed, purpose="essai") == "secret"
    else:
        with pytest.raises(Unsealable):
            unseal(sealed, purpose="essai")


@pytest.mark.parametrize("kept", [True, False])
def test_a_session(space: Space, visit: making.Visit, resident: User, change: Change, kept: bool) -> None:
    browser = visit(resident)
    change(kept)
    assert browser.get("/compte/profil/").status_code == (200 if kept else 302)


@pytest.mark.parametrize("kept", [True, False])
def test_the_seals_of_the_log(space: Space, administrator: User, change: Change, kept: bool) -> None:
    record("spaces.describe", by=administrator)
    seal_days(by=making.SYSTEM, at=timezone.now() + timedelta(days=1, hours=3))
    assert Seal.objects.exists()
    change(kept)
    assert (check_log().faults == []) is kept


def test_the_page_of_a_request_keeps_its_address(platform: None, change: Change) -> None:
    number = uuid4()
    token = follow_token(number)
    change(True)
    assert follow_token(number, stored=token_hash(token)) == token
    assert follow_token(number) != token

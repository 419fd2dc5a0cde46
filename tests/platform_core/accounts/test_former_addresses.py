"""Letters to an address that is the account's no more are forgotten; erasing the account leaves it nowhere (R07)."""

from __future__ import annotations

from typing import Any

import pytest

from platform_core.accounts.models import User
from platform_core.accounts.operations.erasing import erase_account
from platform_core.mail.letters import Letter, forget_letters, send_letter
from platform_core.mail.models import Email
from tests import making
from tests.making import Visit
from tests.platform_core.accounts.letterbox import code_for
from tests.platform_core.accounts.test_profile import change_address
from tests.platform_core.notifications.telling import deliver

OLD, NEW, NEVER = "resident@example.org", "nouvelle@example.org", "jamais@example.org"


def test_the_former_address_is_forgotten_once_its_last_letter_left(visit: Visit, resident: User) -> None:
    send_letter(Letter("Une nouvelle"), to=OLD, key="partie")
    deliver()
    send_letter(Letter("Une autre"), to=OLD.upper(), key="attend")
    browser = change_address(visit, resident, NEW)
    browser.post("/compte/inscription/code/", {"code": code_for(NEW)})
    assert Email.objects.get(key="partie").to == ""
    assert Email.objects.get(key="attend").forget_address
    deliver()
    assert not Email.objects.filter(to__icontains="resident").exists()
    assert Email.objects.filter(key="partie").exists()  # the same thing is still not said twice


def test_an_erased_account_leaves_no_address_of_its_life(visit: Visit, resident: User) -> None:
    browser = change_address(visit, resident, NEW)
    browser.post("/compte/inscription/code/", {"code": code_for(NEW)})
    resident.refresh_from_db()
    change_address(visit, resident, NEVER)  # asked for, never confirmed
    assert Email.objects.filter(to=NEVER).exists()
    deliver()
    erase_account(by=resident, user=resident, withdraw=False)
    deliver()
    assert {address: Email.objects.filter(to__iexact=address).count() for address in (OLD, NEW, NEVER)} == {
        OLD: 0,
        NEW: 0,
        NEVER: 0,
    }


def test_what_the_platform_wrote_to_an_administrator_goes_with_the_account(resident: User) -> None:
    with making.in_platform():
        for key, to in (("a", OLD), ("b", "autre@example.org")):
            send_letter(Letter("Votre espace est archivé", ["Le motif"]), to=to, key=key)
        deliver()
        send_letter(Letter("Votre espace est rouvert"), to=OLD, key="c")
    erase_account(by=resident, user=resident, withdraw=False)
    with making.in_platform():
        assert list(Email.objects.order_by("key").values_list("key", "to", "subject")) == [
            ("a", "", ""),
            ("b", "autre@example.org", "Votre espace est archivé"),
            ("c", OLD, "Votre espace est rouvert"),
        ]
        deliver()
        assert not Email.objects.filter(to=OLD).exists()


@pytest.mark.parametrize(("naming", "left"), [("", {"ici", "ailleurs"}), ("lille.citoyens.test", {"ailleurs"})])
def test_what_waits_and_names_a_host_is_given_up(naming: str, left: set[str], platform: None) -> None:
    for key, host in (("ici", "lille.citoyens.test"), ("ailleurs", "amiens.citoyens.test")):
        send_letter(Letter("Un espace", [f"Voir {host}."]), to="a@example.org", key=key)
    forget_letters([], naming=naming)
    waiting: Any = Email.objects.filter(sent_at=None, dropped_at=None)
    assert set(waiting.values_list("key", flat=True)) == left
    assert not Email.objects.exclude(dropped_at=None).exclude(to="").exists()

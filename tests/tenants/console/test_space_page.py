"""The page of a space: what an operator may know of it, and nothing of what is written in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from billing_free.metering.models import Usage, UsageDay
from platform_core.audit.log import record
from tenants.console.models import SpaceHealth
from tenants.spaces.models import Space, State
from tests import making
from tests.tenants.console.conftest import held_request, space_rows


def page(browser: making.ScopedClient, space: Space) -> str:
    return str(browser.get(f"/operateur/espaces/{space.pk}/").content.decode())


def test_it_shows_facts_request_use_and_what_was_done(
    browser: making.ScopedClient, spaces: tuple[Space, Space]
) -> None:
    chosen = spaces[0]
    held_request(space=chosen, state="done")
    SpaceHealth.objects.create(space=chosen, size_bytes=2_100_000, failed=2, failures={"mail.send": 2})
    Usage.objects.create(space=chosen, figures={"members": 41}, measured_at=timezone.now())
    for months in range(3):
        on = timezone.localdate() - timedelta(days=31 * months)
        UsageDay.objects.create(space=chosen, on=on, figures={"members": 41 - months, "files": 10**6})
    record("spaces.suspend", by=making.SYSTEM, target=chosen, before="active", after="suspended", reason="Un motif.")
    text = page(browser, chosen)
    for expected in (
        "lille.citoyens.test", "fondation@lille.example.org", chosen.schema_name, "Aucun numéro SIREN", ">41<", ">2,1<",
        "Ouvert → Suspendu", "Un motif.", "2 travaux de fond ont échoué", "Mois après mois",
    ):  # fmt: skip
        assert expected in text.replace("\xa0", " "), expected


def test_an_operator_sees_no_content_no_member_and_no_secret(
    browser: making.ScopedClient, spaces: tuple[Space, Space]
) -> None:
    chosen = spaces[0]
    with making.in_space(chosen):
        step = making.make_step(making.make_consultation(title="CANARI consultation"), "x")
        author = making.make_user("canari@example.org", "CANARI nom")
        making.make_contribution(step, author, title="CANARI titre", body="CANARI texte")
    for path in (f"/operateur/espaces/{chosen.pk}/", f"/operateur/espaces/{chosen.pk}/echecs/", "/operateur/espaces/"):
        text = browser.get(path).content.decode()
        assert "canari" not in text.lower()
        assert chosen.signing_key not in text


def test_a_space_that_does_not_exist_is_not_found(browser: making.ScopedClient) -> None:
    for path in ("", "suspendre/", "rouvrir/", "echecs/"):
        assert browser.get(f"/operateur/espaces/987654321/{path}").status_code == 404


@pytest.mark.parametrize("state", State.values)
def test_it_reads_in_every_state_and_with_whatever_the_log_holds(browser: making.ScopedClient, state: str) -> None:
    [chosen] = space_rows(1, state=state, state_reason="Un motif.", opened_at=None, last_activity_at=None)
    record("spaces.unheard_of", by=making.SYSTEM, target=chosen, before=None, after={"name": ["a"]}, more=[{"b": 1}])
    held_request(space=chosen, state="done", checks=[])
    text = page(browser, chosen)
    assert str(State(state).label) in text
    assert ("Suspendre cet espace" in text) == (state in {State.ACTIVE, State.ARCHIVED})
    assert ("Rouvrir cet espace" in text) == (state == State.SUSPENDED)

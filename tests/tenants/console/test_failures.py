"""Failed work: shown without what it quotes, done again once or by kind, in one space or in all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import RuleBroken
from platform_core.outbox.models import Delivery, State
from tenants.console import operations, tasks
from tenants.console.models import SpaceHealth
from tenants.console.queries.failures import FailedKind, failed_in_spaces, failed_kinds, failures_in
from tenants.console.rules import scrubbed
from tenants.spaces.models import Space
from tenants.spaces.models import State as SpaceState
from tests import making
from tests.tenants.console.conftest import failed_delivery, space_rows

PAGE = "/operateur/echecs/"


@pytest.fixture
def failing(spaces: tuple[Space, Space], operator: User) -> Space:
    """`lille`, where two mails and a notification were given up, and the console knows it."""
    space = spaces[0]
    with making.in_space(space):
        for consumer in ("mail.send", "mail.send", "notifications.tell"):
            failed_delivery(consumer, error=f"SMTPRecipientsRefused: {{'jean@ville.fr': 550}} {consumer}")
    operations.inspect_space(by=making.SYSTEM, space=space)
    return space


def states(space: Space) -> dict[str, list[str]]:
    with making.in_space(space):
        found: dict[str, list[str]] = {}
        for consumer, state in Delivery.objects.order_by("pk").values_list("consumer", "state"):
            found.setdefault(consumer, []).append(state)
    return found


@pytest.mark.parametrize(
    ("error", "kept", "hidden"),
    [
        ("SMTPRecipientsRefused: {'jean@ville.fr': (550, b'no user')}", "SMTPRecipientsRefused", "jean"),
        ('IntegrityError: duplicate key "user_email"\nDETAIL: Key (email)=(a@b.fr) exists.', "user_email", "a@b.fr"),
        ("KeyError: 'contribution_id'", "'contribution_id'", "@"),
        ("ValueError: invalid literal: 'Je demeure 3 rue Neuve'", "ValueError", "rue Neuve"),
        ("DoesNotExist: User « Camille Dupont »", "DoesNotExist", "Dupont"),
        ("Timeout: https://lille.example.org/entrer/secret-token", "Timeout", "secret-token"),
        ("ValidationError: +33 6 12 34 56 78", "ValidationError", "12 34"),
        ("OSError: 192.168.12.44 and 2001:db8::ff00:42 refused", "OSError", "168"),
        ("DataError: parameters: ('Camille', 12)", "DataError", "Camille"),
    ],
)
def test_an_error_keeps_its_sense_and_loses_its_values(error: str, kept: str, hidden: str) -> None:
    shown = scrubbed(error)
    assert kept in shown
    assert hidden not in shown
    assert "\n" not in shown


@given(st.emails(), st.text(max_size=50), st.text(max_size=50))
def test_no_address_survives(email: str, before: str, after: str) -> None:
    local = email.partition("@")[0]
    shown = scrubbed(f"Error: {before} {local}@ville.example {after}")
    assert f"{local}@ville.example" not in shown
    assert "@ville" not in shown


def test_a_long_error_is_cut() -> None:
    assert len(scrubbed("x " * 4000)) <= 301


def test_the_list_says_where_and_what(browser: making.ScopedClient, failing: Space) -> None:
    failed_delivery()
    assert failed_kinds() == [FailedKind("mail.send", 1, 2), FailedKind("notifications.tell", 1, 1)]
    assert failed_in_spaces() == 3
    page = browser.get(PAGE).content.decode().replace("\xa0", " ")
    for expected in ("Ville de Lille", "3 échecs", "2 échecs", "notifications.tell", "1 travail a échoué"):
        assert expected in page, expected


def test_details_show_no_payload_and_no_address(browser: making.ScopedClient, failing: Space) -> None:
    page = browser.get(f"/operateur/espaces/{failing.pk}/echecs/").content.decode()
    assert "SMTPRecipientsRefused" in page
    assert "jean" not in page
    assert "jamais montré" not in page


def test_one_is_done_again(browser: making.ScopedClient, failing: Space) -> None:
    found = failures_in(failing)
    assert found is not None
    path = f"/operateur/espaces/{failing.pk}/echecs/relancer/"
    answer = browser.post(path, {"delivery": found[0].id}, follow=True)
    assert "1 travail relancé" in answer.content.decode().replace("\xa0", " ")
    assert states(failing) == {"mail.send": ["pending", "failed"], "notifications.tell": ["failed"]}
    assert SpaceHealth.objects.get(space=failing).failures == {"mail.send": 1, "notifications.tell": 1}
    again = browser.post(path, {"delivery": found[0].id}, follow=True)
    assert "n’est plus en échec" in again.content.decode()
    entry = Entry.objects.get(action="console.retry")
    assert entry.details == {"consumer": "mail.send", "count": 1}
    assert entry.target_id == str(failing.pk)


def test_all_of_a_kind_are_done_again(browser: making.ScopedClient, failing: Space) -> None:
    browser.post(f"/operateur/espaces/{failing.pk}/echecs/relancer/", {"consumer": "mail.send"})
    assert states(failing) == {"mail.send": ["pending", "pending"], "notifications.tell": ["failed"]}
    health = SpaceHealth.objects.get(space=failing)
    assert (health.failed, health.failures) == (1, {"notifications.tell": 1})
    with making.in_space(failing):
        assert set(Delivery.objects.filter(state=State.PENDING).values_list("attempts", flat=True)) == {0}


def test_the_platform_s_own_are_done_again(browser: making.ScopedClient) -> None:
    mine = failed_delivery()
    assert "OSError" in browser.get(f"{PAGE}plateforme/").content.decode()
    browser.post(f"{PAGE}plateforme/relancer/", {"delivery": mine.pk})
    mine.refresh_from_db()
    assert mine.state == State.PENDING
    for nonsense in ("", "0", "-1", "9" * 30, "abc", "²"):
        assert browser.post(f"{PAGE}plateforme/relancer/", {"delivery": nonsense}).status_code == 302


def test_all_of_a_kind_are_done_again_everywhere(
    browser: making.ScopedClient, failing: Space, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    [closed] = space_rows(1, state=SpaceState.SUSPENDED)
    SpaceHealth.objects.filter(space=closed).update(failed=1, failures={"mail.send": 1})
    with django_capture_on_commit_callbacks() as asked:  # type: ignore[operator]  # pytest-django's
        answer = browser.post(f"{PAGE}relancer/", {"consumer": "mail.send"}, follow=True)
    assert len(asked) == 1  # a message for the one space in service
    assert "Relancé dans 1 espace." in answer.content.decode().replace("\xa0", " ")
    with making.in_space(failing):
        tasks.retry(consumer="mail.send")
        tasks.retry(consumer="mail.send")
    assert states(failing)["mail.send"] == ["pending", "pending"]
    assert Entry.objects.filter(action="console.retry", actor_name="console").count() == 1


def test_a_suspended_space_is_reopened_first(failing: Space, operator: User) -> None:
    Space.objects.filter(pk=failing.pk).update(state=SpaceState.SUSPENDED)
    closed = Space.objects.get(pk=failing.pk)
    with pytest.raises(RuleBroken, match="not_active"):
        operations.retry_kind(by=operator, space=closed, consumer="mail.send")
    assert states(failing)["mail.send"] == ["failed", "failed"]


def test_a_space_whose_tables_are_gone_has_a_page_that_says_so(browser: making.ScopedClient) -> None:
    [broken] = space_rows(1)
    answer = browser.get(f"/operateur/espaces/{broken.pk}/echecs/")
    assert answer.status_code == 200
    assert "ne peuvent pas être lues" in answer.content.decode()


def test_one_cannot_reach_into_another_space(browser: making.ScopedClient, failing: Space, other_space: Space) -> None:
    found = failures_in(failing)
    assert found is not None
    browser.post(f"/operateur/espaces/{other_space.pk}/echecs/relancer/", {"delivery": found[0].id})
    assert states(failing)["mail.send"] == ["failed", "failed"]

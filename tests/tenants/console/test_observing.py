"""What the worker writes of what it sees, and what the services are said to be."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from platform_core.access import System
from platform_core.accounts.models import User
from platform_core.audit.log import record
from platform_core.background.tasks import QUEUES
from platform_core.outbox.models import Delivery
from tenants.console import tasks
from tenants.console.models import Heartbeat, SpaceHealth
from tenants.console.queries import vitals
from tenants.console.rules import LATE_AFTER, SILENT_AFTER
from tenants.spaces.models import Space, State
from tests import making
from tests.tenants.console.conftest import failed_delivery


def health(space: Space) -> SpaceHealth:
    with making.in_platform():
        return SpaceHealth.objects.get(space=space)


def activity(space: Space) -> datetime | None:
    with making.in_platform():
        found: datetime | None = Space.objects.values_list("last_activity_at", flat=True).get(pk=space.pk)
    return found


def test_failures_and_lateness_are_counted(space: Space) -> None:
    failed_delivery()
    failed_delivery("notifications.tell")
    late = failed_delivery()
    Delivery.objects.filter(pk=late.pk).update(state="pending", due_at=timezone.now() - 2 * LATE_AFTER)
    for _twice in range(2):
        tasks.inspect()
    seen = health(space)
    assert (seen.failures, seen.failed, seen.late) == ({"mail.send": 1, "notifications.tell": 1}, 2, 1)


def test_activity_is_what_people_did_and_is_written_once_an_hour(space: Space, resident: User) -> None:
    before = activity(space)
    record("x.y", by=System("console"))
    tasks.inspect()
    assert activity(space) == before  # the platform's own work is no activity
    User.objects.filter(pk=resident.pk).update(last_login=timezone.now() + timedelta(hours=2))
    tasks.inspect()
    first = activity(space)
    assert first != before
    User.objects.filter(pk=resident.pk).update(last_login=timezone.now() + timedelta(hours=2, minutes=50))
    space.last_activity_at = first  # as the next task reads it
    tasks.inspect()
    assert activity(space) == first


def test_sizes_take_one_read_and_one_write_for_all(platform: None, spaces: tuple[Space, Space]) -> None:
    with CaptureQueriesContext(connection) as captured:
        tasks.measure_sizes()
    own = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(own) <= 3  # the role, the sizes, the rows
    for space in spaces:
        size = health(space).size_bytes
        assert size is not None
        assert size > 10**5
    assert not SpaceHealth.objects.filter(space__state=State.DELETED).exists()


def services(monkeypatch: pytest.MonkeyPatch, waiting: dict[str, int] | None) -> dict[str, bool]:
    monkeypatch.setattr(vitals, "queue_lengths", lambda: waiting)
    return {service.slug: service.works for service in vitals.services()}


@pytest.mark.parametrize(
    ("beats", "waiting", "stopped"),
    [
        (QUEUES, 0, set()),
        (QUEUES, None, {"broker"}),
        ((), None, {"broker", "worker", "clock"}),
        ((), 3, {"worker"}),
        ((), 0, {"worker", "clock"}),
        (("default",), 0, {"worker"}),
    ],
)
def test_the_dashboard_tells_which_service_is_away(
    beats: tuple[str, ...], waiting: int | None, stopped: set[str], platform: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for queue in QUEUES:
        Heartbeat.objects.create(queue=queue, at=timezone.now() - 2 * SILENT_AFTER)
    for queue in beats:
        tasks.heartbeat(queue_name=queue)
    lengths = None if waiting is None else {"default": waiting}
    found = services(monkeypatch, lengths)
    assert {slug for slug, works in found.items() if not works} == stopped


def test_a_broker_that_is_away_breaks_no_page(browser: making.ScopedClient, settings: pytest.FixtureRequest) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"  # type: ignore[attr-defined]  # pytest-django's settings
    page = browser.get("/operateur/")
    assert page.status_code == 200
    assert "Elle ne répond pas" in page.content.decode()


def test_the_next_step_is_always_there(browser: making.ScopedClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for queue in QUEUES:
        tasks.heartbeat(queue_name=queue)
    monkeypatch.setattr(vitals, "queue_lengths", lambda: {"default": 0})
    assert "Rien n’attend" in browser.get("/operateur/").content.decode()
    failed_delivery()
    page = browser.get("/operateur/").content.decode().replace("\xa0", " ")
    assert "La prochaine étape" in page
    assert "1 travail de fond a échoué" in page

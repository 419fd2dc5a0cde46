"""Each thing that is watched says when it is away, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.utils import timezone

from platform_core.background.tasks import QUEUES
from platform_core.mail.models import Email
from platform_core.outbox.models import Delivery
from tenants.console import tasks as console
from tenants.console.models import Heartbeat
from tenants.console.rules import SILENT_AFTER
from tenants.health.checks import machine, mail, processes, spaces
from tenants.health.registry import Reading, Status, checks
from tenants.postgresql.activity import Activity, activity
from tenants.postgresql.current import connection
from tenants.spaces.models import Space
from tests import making
from tests.tenants.console.conftest import failed_delivery

pytestmark = pytest.mark.usefixtures("platform")
DAY = timedelta(days=1)


def beating(*queues: str) -> None:
    for queue in QUEUES:
        age = timedelta() if queue in queues else 2 * SILENT_AFTER
        Heartbeat.objects.update_or_create(queue=queue, defaults={"at": timezone.now() - age})


def wait(monkeypatch: pytest.MonkeyPatch, found: dict[str, int] | None) -> None:
    monkeypatch.setattr(processes, "queue_lengths", lambda: found)


@pytest.mark.parametrize(
    ("beats", "waiting", "found"),
    [
        (QUEUES, {}, {"broker": "fine", "urgent": "fine", "bulk": "fine", "beat": "fine"}),
        (QUEUES, None, {"broker": "down", "urgent": "fine", "bulk": "fine", "beat": "fine"}),
        (("urgent",), {}, {"broker": "fine", "urgent": "fine", "bulk": "down", "beat": "fine"}),
        ((), {}, {"broker": "fine", "urgent": "watch", "bulk": "watch", "beat": "down"}),
        ((), {"bulk": 3}, {"broker": "fine", "urgent": "watch", "bulk": "down", "beat": "watch"}),
        ((), None, {"broker": "down", "urgent": "watch", "bulk": "watch", "beat": "watch"}),
        (QUEUES, {"bulk": 5000}, {"broker": "fine", "urgent": "fine", "bulk": "watch", "beat": "fine"}),
    ],
)
def test_worker_clock_and_broker_are_told_apart(
    beats: tuple[str, ...], waiting: dict[str, int] | None, found: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    beating(*beats)
    wait(monkeypatch, waiting)
    readings = {
        "broker": processes.read_broker(),
        "urgent": processes.read_worker("urgent"),
        "bulk": processes.read_worker("bulk"),
        "beat": processes.read_clock(),
    }
    assert {name: reading.status.value for name, reading in readings.items()} == found
    assert all(reading.advice for reading in readings.values() if reading.status != Status.FINE)


def test_what_the_database_says_leaves_the_role_as_it_was() -> None:
    found = activity()
    assert found.size_bytes > 10**6
    assert 0 < found.connections < found.limit
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role')")
        assert cursor.fetchone()[0].endswith("_platform")


@pytest.mark.parametrize(
    ("connections", "minutes", "status"),
    [(10, 0, "fine"), (75, 0, "watch"), (95, 0, "down"), (10, 30, "watch")],
)
def test_database_is_busy_or_held(
    connections: int, minutes: int, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "activity", lambda: Activity(10**9, connections, 100, timedelta(minutes=minutes)))
    reading = machine.read_database()
    assert reading.status.value == status
    assert " Go" in str(reading.says).replace("\xa0", " ")


@pytest.mark.parametrize(("used", "status"), [(10, "fine"), (85, "watch"), (97, "down")])
def test_disk_fills(used: int, status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = SimpleNamespace(total=100, used=used, free=100 - used)
    monkeypatch.setattr("tenants.health.checks.machine.shutil.disk_usage", lambda _folder: usage)
    assert machine.read_disk().status.value == status


def test_disk_that_cannot_be_read_is_down(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "nothing"
    assert machine.read_disk().status == Status.FINE  # no file was ever put there
    (tmp_path / "file").write_text("x")
    settings.MEDIA_ROOT = tmp_path / "file" / "under"
    assert machine.read_disk().status == Status.DOWN


def test_cache_is_read_back(settings: LazySettings) -> None:
    assert machine.read_cache().status == Status.FINE
    away = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": {**settings.CACHES["default"], **away}}  # nothing listens there
    assert machine.read_cache().status == Status.DOWN


def test_mail_server_is_asked(settings: LazySettings) -> None:
    assert mail.read_server().status == Status.FINE
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_PASSWORD = "127.0.0.1", 1, "motdepasse"
    found = mail.read_server()
    assert found.status == Status.DOWN
    assert "motdepasse" not in f"{found.says}{found.advice}"


@pytest.mark.parametrize(
    ("age", "status"), [(timedelta(), "fine"), (timedelta(minutes=30), "watch"), (timedelta(hours=3), "down")]
)
def test_letters_that_wait_on_the_platform_or_in_a_space(
    age: timedelta, status: str, spaces: tuple[Space, Space]
) -> None:
    email = Email.objects.create(key="x", to="x@example.org")
    Email.objects.filter(pk=email.pk).update(created_at=timezone.now() - age)
    assert mail.read_mail().status.value == status
    Email.objects.all().delete()
    with making.in_space(spaces[0]):
        there = Email.objects.create(key="x", to="x@example.org")
        Email.objects.filter(pk=there.pk).update(created_at=timezone.now() - age)
        console.inspect()
    assert mail.read_mail().status.value == status


def test_letters_that_failed_are_counted() -> None:
    failed_delivery()
    failed_delivery("notifications.tell")
    reading = mail.read_mail()
    assert reading.status == Status.WATCH
    assert "1 e-mail en échec" in str(reading.says)


@pytest.mark.parametrize("inside", [False, True])
def test_work_that_is_due_for_long(inside: bool, spaces: tuple[Space, Space]) -> None:
    assert spaces_read().status == Status.FINE
    late = failed_delivery()
    overdue: Callable[[Delivery], object] = lambda one: Delivery.objects.filter(pk=one.pk).update(  # noqa: E731 (one line, used twice)
        state="pending", due_at=timezone.now() - DAY
    )
    if inside:
        Delivery.objects.all().delete()
        with making.in_space(spaces[0]):
            overdue(failed_delivery())
            console.inspect()
    else:
        overdue(late)
    reading = spaces_read()
    assert reading.status == Status.DOWN
    assert reading.since


def spaces_read() -> Reading:
    return spaces.read_outbox()


def test_everything_that_is_asked_for_is_watched() -> None:
    assert {check.slug for check in checks()} >= {
        *("web", "worker-urgent", "worker-default", "worker-bulk", "beat", "broker", "outbox", "database"),
        *("disk", "mail", "smtp", "cache", "backups", "schemas"),
    }

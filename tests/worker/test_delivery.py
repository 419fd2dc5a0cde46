"""From an operation to a letter, through a real worker: a broker that is emptied or away loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
import redis

from consultations.capabilities.comments.operations import add_comment
from consultations.process.models import Consultation, Contribution
from platform_core.accounts.models import User
from platform_core.mail.models import Email
from platform_core.notifications.models import Notification
from platform_core.outbox.models import Delivery, Event, State
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.notifications.telling import deliver
from tests.worker.servers import broker, publish_to, soon, worker

pytestmark = pytest.mark.slow


@pytest.fixture
def scene(real_db: None, spaces: tuple[Space, Space]) -> Iterator[tuple[User, Contribution]]:
    """Something that an author wrote, in rows that a worker can see."""
    with making.in_space(spaces[0]):
        Delivery.objects.update(state=State.DONE)
        author, reader = making.make_user("auteur@example.org"), making.make_user("lectrice@example.org")
        consultation = making.make_consultation(slug="de-bout-en-bout")
        target = making.make_contribution(making.make_step(consultation, "proposals"), author, kind="proposal")
        yield reader, target
        Consultation.objects.filter(pk=consultation.pk).delete()
        Email.objects.filter(to__in=[author.email, reader.email]).delete()
        Event.objects.all().delete()
        User.objects.filter(pk__in=[author.pk, reader.pk]).delete()


def sent() -> int:
    return Email.objects.filter(to="auteur@example.org").exclude(sent_at=None).count()


def letters(home: Path) -> list[str]:
    return [path.read_text() for path in sorted((home / "mails").glob("*"))]


def test_an_emptied_broker_loses_nothing(scene: tuple[User, Contribution], publisher: None, tmp_path: Path) -> None:
    reader, target = scene
    with broker(tmp_path / "broker") as url:
        publish_to(url)
        with worker(url, tmp_path):
            add_comment(by=reader, target=target, body="Un")
            assert soon(lambda: sent() == 1, seconds=60)
        for word in ("Deux", "Trois"):
            add_comment(by=reader, target=target, body=word)
        with redis.Redis.from_url(url) as connection:
            assert connection.llen("default") > 0  # the messages that wake the worker
            connection.flushall()
        with worker(url, tmp_path):
            assert soon(lambda: sent() == 3, seconds=90)  # found by the sweep
            assert soon(lambda: not Delivery.objects.exclude(state=State.DONE).exists(), seconds=60)
    assert Notification.objects.filter(recipient=target.author).count() == len(letters(tmp_path)) == 3
    assert [
        sum(f"«\u00a0{word}\u00a0»" in letter for letter in letters(tmp_path)) for word in ("Un", "Deux", "Trois")
    ] == [1] * 3


def test_what_happens_while_the_broker_is_away_is_delivered_afterwards(
    scene: tuple[User, Contribution], publisher: None
) -> None:
    reader, target = scene
    publish_to("redis://127.0.0.1:1/0")
    begun = monotonic()
    for _again in range(3):
        add_comment(by=reader, target=target, body="Sans courtier")
    assert monotonic() - begun < 3  # nobody waits for a broker that is away
    assert Delivery.objects.filter(state=State.PENDING).exists()
    deliver()
    deliver()
    assert sent() == 3

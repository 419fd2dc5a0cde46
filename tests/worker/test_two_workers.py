"""Two real workers, two spaces, jobs that alternate: each is done where it belongs, and not before what it is about."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import redis
from django.db import transaction

from platform_core.accounts.models import User
from platform_core.mail.letters import Letter, send_letter
from platform_core.mail.models import Email
from platform_core.outbox.models import Delivery, Event, State
from tenants.postgresql.base import role_name
from tenants.postgresql.current import connection
from tenants.spaces.models import Space
from tests import making
from tests.worker.canary import READ, WORD, canary
from tests.worker.servers import broker, publish_to, soon, worker

pytestmark = pytest.mark.slow
JOBS = 200  # in each space


@pytest.fixture
def words(real_db: None, spaces: tuple[Space, Space]) -> Iterator[dict[Space, str]]:
    """A word in each space."""
    known = {space: f"{WORD}{space.label}@example.org" for space in spaces}
    for space, word in known.items():
        with making.in_space(space):
            making.make_user(word)
    yield known
    for space in known:
        with making.in_space(space):
            Event.objects.all().delete()
            Email.objects.filter(key__startswith="canari").delete()
            User.objects.filter(email__startswith=WORD).delete()


def read_in(space: Space) -> list[dict[str, object]]:
    with making.in_space(space):
        return list(Event.objects.filter(name=READ).order_by("pk").values_list("payload", flat=True))


def waiting(url: str) -> list[str]:
    """Return the tasks that the broker holds."""
    with redis.from_url(url) as link:
        return [json.loads(raw)["headers"]["task"] for raw in link.lrange("default", 0, -1)]


def test_jobs_of_two_spaces_are_each_done_in_their_own(
    words: dict[Space, str], spaces: tuple[Space, Space], publisher: None, tmp_path: Path
) -> None:
    with ExitStack() as running:
        url = running.enter_context(broker(tmp_path / "broker"))
        publish_to(url)
        for name in ("one", "two"):
            options = {"clock": False, "include": "tests.worker.canary"}
            running.enter_context(worker(url, tmp_path / name, **options))  # type: ignore[arg-type]  # options of several types
        for number in range(JOBS):
            for space in spaces:
                with making.in_space(space):
                    canary.send(number=number)
        commit_late(spaces[0])
        fail_after_sending(spaces[1])
        done = lambda: [len(read_in(space)) for space in spaces] == [JOBS + 1, JOBS]  # noqa: E731 (asked again and again)
        assert soon(done, seconds=120), [len(read_in(space)) for space in spaces]
        assert waiting(url) == []
    database = connection.settings_dict["NAME"]
    for space, word in words.items():
        found = read_in(space)
        assert {str(one["path"]) for one in found} == {f"{space.schema_name},extensions"}
        assert {str(one["role"]) for one in found} == {role_name(database, space.schema_name)}
        assert sorted(int(str(one["number"])) for one in found)[:JOBS] == list(range(JOBS))
        ordinary = [str(sorted(one["words"])) for one in found if one["number"] != JOBS]  # type: ignore[call-overload]  # a list, as JSON gives it
        assert set(ordinary) <= {str([word]), str(sorted([word, LATE]))}
    [late] = [one["words"] for one in read_in(spaces[0]) if one["number"] == JOBS]
    assert LATE in str(late)  # the job saw the row that was committed after it was asked for


LATE = f"{WORD}en-retard@example.org"


def commit_late(space: Space) -> None:
    """Ask for a job, then take three seconds to commit the row it is about."""
    with making.in_space(space), transaction.atomic():
        canary.send(number=JOBS)
        making.make_user(LATE)
        time.sleep(3)


class Undone(Exception):
    pass


def send_then_fail() -> None:
    with transaction.atomic():
        canary.send(number=JOBS + 1)
        send_letter(Letter("Jamais envoyée"), to="a@example.org", key="canari")
        raise Undone


def fail_after_sending(space: Space) -> None:
    """Ask for a job and write a letter in a transaction that is undone: nothing of it happens."""
    with making.in_space(space):
        with pytest.raises(Undone):
            send_then_fail()
        assert not Email.objects.filter(key="canari").exists()
        assert not Delivery.objects.filter(state=State.PENDING, event__name="mail.written").exists()

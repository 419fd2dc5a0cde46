"""Workers that die at a chosen moment: one process that loads the project once, and forks one worker a work.

The worker stops, alive, when it is about to do what the test names; the test looks at what others see, then kills it
with -9, as a power cut does.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.worker.servers import environment

Work = dict[str, Any]


class Nursery:
    """The tests' side."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    @contextmanager
    def stopped(self, work: str, at: str, **known: Any) -> Iterator[None]:
        """Have a work begun; inside, it stands still just before `at` ("module:name"); afterwards it is dead."""
        places = {name: str(getattr(settings, name)) for name in ("MEDIA_ROOT", "BACKUP_ROOT", "ARRIVALS_ROOT")}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"work": work, "at": at, "places": places, **known}) + "\n")
        self.process.stdin.flush()
        said, _space, pid = self.process.stdout.readline().strip().partition(" ")
        assert said == "standing", said
        try:
            yield
        finally:
            os.kill(int(pid), signal.SIGKILL)


@contextmanager
def nursery(home: Path) -> Iterator[Nursery]:
    """Run the process that forks, on the database of the tests."""
    known = {**environment(settings.REDIS_URL, home), "DJANGO_SETTINGS_MODULE": "deploy.settings.test"}
    command = [sys.executable, "-m", "tests.worker.nursery"]
    process = subprocess.Popen(
        command,
        env=known,
        cwd=settings.BASE_DIR,
        text=True,
        start_new_session=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        yield Nursery(process)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def archive(known: Work) -> None:
    """Write the archive of a space."""
    from platform_core.scope import open_scope  # noqa: PLC0415 (once the project is loaded)
    from tenants.archive.making import make_archive  # noqa: PLC0415 (likewise)

    with open_scope(known["schema"]):
        make_archive(known["id"])


def arrival(known: Work) -> None:
    """Make a space of an archive."""
    from tenants.arrivals.tasks import receive  # noqa: PLC0415 (likewise)
    from tenants.spaces.scopes import platform  # noqa: PLC0415 (likewise)

    with platform():
        receive(arrival_id=known["id"])


def backup(known: Work) -> None:
    """Back up a space."""
    from django.core.management import call_command  # noqa: PLC0415 (likewise)

    call_command("backupspace", known["label"])


def restore(known: Work) -> None:
    """Bring a space back beside itself."""
    from django.core.management import call_command  # noqa: PLC0415 (likewise)

    call_command("restorespace", known["label"])


WORKS: dict[str, Callable[[Work], None]] = {
    "archive": archive,
    "arrival": arrival,
    "backup": backup,
    "restore": restore,
}


def _begin(known: Work) -> None:
    """Do one work in this process, which ends with it."""
    for name, place in known["places"].items():
        setattr(settings, name, place)
    module, _colon, path = known["at"].partition(":")
    *owners, name = path.split(".")
    holder: Any = import_module(module)
    for owner in owners:
        holder = getattr(holder, owner)
    output = sys.stdout
    sys.stdout = sys.stderr = io.StringIO()  # what a command prints is of no use here

    def stand_still(*_given: Any, **_named: Any) -> None:
        output.write(f"standing {os.getpid()}\n")
        output.flush()
        time.sleep(120)

    setattr(holder, name, stand_still)
    try:
        WORKS[known["work"]](known)
    finally:
        output.write("ended\n")
        output.flush()
        os._exit(0)


def main() -> None:
    """Fork a worker for each line that is read."""
    import django  # noqa: PLC0415 (only here)

    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them
    for line in sys.stdin:
        if os.fork() == 0:
            _begin(json.loads(line))


if __name__ == "__main__":
    main()

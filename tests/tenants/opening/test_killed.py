"""A worker killed with -9 in the middle of a building, for real; and two workers at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connections

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.opening import operations
from tenants.opening.founder import PLATFORM
from tenants.opening.models import State
from tenants.spaces.models import Space
from tests import making
from tests.tenants.opening.asking import accepted
from tests.tenants.opening.test_building import IN_PREPARATION, space_of, status

# A worker that stops in the middle of filling the space and says so.
WORKER = """
import sys, time, django
django.setup()
from tenants.opening.tasks import build
from tenants.spaces.registry import on_opening
from tenants.spaces.scopes import platform
def wait(space):
    print("in the middle", flush=True)
    time.sleep(120)
on_opening("tests.wait", wait)
with platform():
    build(request_id=int(sys.argv[1]))
"""


def url(alias: str) -> str:
    """Return the address of this session's database, for another process."""
    known = connections[alias].settings_dict
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"


def a_worker(request_id: int) -> subprocess.Popen[str]:
    """Start another process that builds, and wait until it is in the middle of it."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "deploy.settings.test",
        "DATABASE_URL": url("default"),
        "DATABASE_OWNER_URL": url("owner"),
    }
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(request_id)],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "in the middle\n"
    return worker


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_is_taken_up_by_another(built: None) -> None:
    request = accepted()
    worker = a_worker(request.pk)
    try:
        assert not operations.build_requested(by=PLATFORM, request=request)  # two workers never build the same
        assert status(space_of(request)) == 404
        assert request.state == State.PROVISIONING
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.communicate()
    assert status(space_of(request)) == 404
    deadline = time.monotonic() + 20
    while not operations.build_requested(by=PLATFORM, request=request):  # until PostgreSQL noticed the death
        assert time.monotonic() < deadline
        time.sleep(0.05)
    space = space_of(request)
    assert status(space) == IN_PREPARATION
    assert request.state == State.DONE
    assert request.attempts == 2
    assert Space.objects.filter(label=request.label).count() == 1
    with making.in_space(space):
        assert User.objects.filter(roles__contains=[Role.ADMINISTRATOR]).count() == 1

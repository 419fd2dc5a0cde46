"""`./run demo` with a web application, a worker and a clock of three lines each in place of the platform."""

import http.client
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.launcher import demo
from deploy.launcher.places import places
from deploy.launcher.ports import free_port
from tests.deploy.launcher.checkout import Checkout, all_gone, command_of, descendants, finish, soon

WEB = """
import os
def application(environ, start_response):
    ok = environ["PATH_INFO"] == "/healthz" and environ["HTTP_HOST"] == os.environ["APEX_HOST"]
    start_response("200 OK" if ok else "404 Not Found", [("Content-Length", "0")])
    return []
"""
WORKER = """
import os
from celery import Celery
app = Celery("tried", broker=os.environ["REDIS_URL"])
app.conf.beat_schedule = {"nothing": {"task": "nothing", "schedule": 3600}}
"""
MANAGE = """
import os, pathlib, sys
run = pathlib.Path(os.environ["RUN_DIR"])
with (run / "order.txt").open("a") as order:
    order.write(sys.argv[1] + " ")
if sys.argv[1] == "seed_demo":
    (run / "demo-accounts.txt").write_text("Habitante : lea@example.org\\n", encoding="utf-8")
"""

LOADED = 120  # seconds a machine busy with other things may need to stop everything


@pytest.fixture
def platform(private_checkout: Checkout) -> Checkout:
    private_checkout.program("manage.py", MANAGE)
    private_checkout.program("deploy/settings/development.py", "SECRET_KEY = 'tried'")  # Celery reads it
    private_checkout.program("deploy/wsgi.py", WEB)
    private_checkout.program("worker/__init__.py", "")
    private_checkout.program("worker/app.py", WORKER)
    return private_checkout


def welcomed(launcher: subprocess.Popen[str]) -> str:
    """What the launcher prints until it says how to stop it."""
    assert launcher.stdout
    lines = ""
    for line in launcher.stdout:
        lines += line
        if "Ctrl-C" in line:
            return lines
    pytest.fail(f"the demo stopped: {lines}{launcher.stderr.read() if launcher.stderr else ''}")


@pytest.mark.slow
def test_demo_starts_says_where_to_go_and_stops_in_order(platform: Checkout) -> None:
    port = free_port()
    launcher = platform.start("demo", "--port", str(port))
    text = welcomed(launcher)
    assert f"http://localhost:{port}/" in text
    assert "lea@example.org" in text
    assert (platform.run_dir / "order.txt").read_text(encoding="utf-8").split() == ["prepare", "seed_demo"]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
    assert connection.getresponse().status == 200
    connection.close()
    started = descendants(launcher.pid)
    assert sum("celery" in command_of(pid) for pid in started) >= 4
    launcher.send_signal(signal.SIGINT)
    assert launcher.wait(LOADED) == 130
    finish(launcher)
    assert all_gone(started)()
    log = (platform.run_dir / "logs/postgres.log").read_text(encoding="utf-8")
    assert "received fast shutdown request" in log
    assert "database system is shut down" in log

    again = platform.start("demo", f"--port={port}")
    welcomed(again)
    assert (platform.run_dir / "order.txt").read_text(encoding="utf-8").split() == ["prepare", "seed_demo"]
    started = descendants(again.pid)
    again.send_signal(signal.SIGKILL)
    finish(again)
    assert soon(all_gone(started)), [command_of(pid) for pid in started]


@pytest.mark.slow
def test_demo_stops_when_one_of_its_processes_does(platform: Checkout) -> None:
    launcher = platform.start("demo", "--port", str(free_port()))
    welcomed(launcher)
    started = descendants(launcher.pid)
    clock = next(pid for pid in started if " beat " in command_of(pid))
    os.kill(clock, signal.SIGKILL)
    _, errors = launcher.communicate(timeout=LOADED)
    assert launcher.returncode == 1
    assert "L’horloge : arrêt inattendu" in errors
    assert all_gone(started)()


def test_content_is_made_again_only_when_something_it_depends_on_changed(
    platform: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "ROOT", platform.folder)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    where = places({"RUN_DIR": str(platform.run_dir)}, root=False)
    env = {**os.environ, "RUN_DIR": str(platform.run_dir), "APEX_HOST": "localhost:8000"}

    def made(env: dict[str, str] = env) -> int:
        demo.fill(Path(sys.executable).parent, env, where)
        return len((platform.run_dir / "order.txt").read_text(encoding="utf-8").split()) // 2

    assert [made(), made()] == [1, 1]
    platform.program("tenants/changed.py", "")
    assert [made(), made()] == [2, 2]
    assert made({**env, "APEX_HOST": "localhost:8001"}) == 3
    (platform.run_dir / "postgres-18").mkdir()
    (platform.run_dir / "postgres-18/PG_VERSION").write_text("18", encoding="ascii")
    assert [made(), made()] == [4, 4]
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/citoyens")
    assert [made(), made()] == [5, 6]


def test_demo_says_what_failed_with_the_end_of_its_log(platform: Checkout) -> None:
    platform.program("manage.py", "raise SystemExit('rien ne va plus')")
    code, _, errors = platform.ask("demo", "--port", str(free_port()))
    assert code == 1
    assert "« manage.py prepare » a échoué (code 1)." in errors
    assert "    rien ne va plus" in errors

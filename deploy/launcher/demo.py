"""The three processes of the platform, started in order and watched until Ctrl-C."""

import hashlib
import http.client
import os
import signal
import time
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from deploy.launcher.messages import Broken, say, step
from deploy.launcher.places import ROOT, Places
from deploy.launcher.ports import LOOPBACK
from deploy.launcher.processes import Service, run_task, tail

CODE = ("deploy", "worker", "consultations", "billing_free", "tenants", "platform_core")
ACCOUNTS = "demo-accounts.txt"  # written by the command seed_demo


def prepare(programs: Path, env: Mapping[str, str], logs: Path) -> None:
    """Bring the platform's schema and roles up to date. Raises Broken with the end of the log."""
    _manage(programs, env, logs, "prepare", "Préparation de la base")


def fill(programs: Path, env: Mapping[str, str], places: Places) -> None:
    """Prepare the database and add the sample content that is not there yet; nothing when nothing changed since."""
    stamp = places.run / "filled"
    wanted = _state(places, env)
    if "DATABASE_URL" in os.environ:  # somebody's own server: we cannot know what happened to it
        wanted = ""
    if wanted and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    stamp.unlink(missing_ok=True)
    prepare(programs, env, places.logs)
    _manage(programs, env, places.logs, "seed_demo", "Contenu de démonstration (une à deux minutes la première fois)")
    stamp.write_text(wanted, encoding="ascii")


def _state(places: Places, env: Mapping[str, str]) -> str:
    """What the content depends on: the code, the data folder, the address, and the day (its dates follow the calendar)."""
    files = [
        file for folder in CODE for file in (ROOT / folder).rglob("*") if file.suffix != ".pyc" and file.is_file()
    ]
    files += places.home.glob("postgres-*/PG_VERSION")  # written once, when the data folder is made
    facts = sorted((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)
    today = datetime.now(UTC).date()
    return hashlib.sha256(repr((facts, env["APEX_HOST"], today)).encode()).hexdigest()


def _manage(programs: Path, env: Mapping[str, str], logs: Path, command: str, label: str) -> None:
    log = logs / f"{command}.log"
    with step(label):
        code = run_task([programs / "python", ROOT / "manage.py", command], log=log, env=env, cwd=ROOT)
    if code:
        raise Broken(f"« manage.py {command} » a échoué (code {code}).{tail(log)}")


def web_server(programs: Path, env: Mapping[str, str], port: int, logs: Path) -> Service:
    """The pages and the API, in two processes."""
    command: list[str | Path] = [programs / "python", "-m", "gunicorn", "deploy.wsgi", "--no-control-socket"]
    command += [
        "--worker-class",
        "gthread",
        "--workers",
        "2",
        "--threads",
        "4",
        "--preload",
        "--bind",
        f"{LOOPBACK}:{port}",
    ]
    command += ["--graceful-timeout", "5"]
    return Service("Le serveur web", command, log=logs / "web.log", env=env, cwd=ROOT, death_signal=signal.SIGQUIT)


def worker(programs: Path, env: Mapping[str, str], logs: Path) -> Service:
    """The background work, urgent queue first."""
    command: list[str | Path] = [
        programs / "python",
        "-m",
        "celery",
        "-A",
        "worker.app",
        "worker",
        "-Q",
        "urgent,default,bulk",
    ]
    command += ["--loglevel", "INFO", "--concurrency", "2", "--without-gossip", "--without-mingle"]
    return Service(
        "Le travail de fond", command, log=logs / "worker.log", env=env, cwd=ROOT, death_signal=signal.SIGQUIT
    )


def beat(programs: Path, env: Mapping[str, str], places: Places) -> Service:
    """What calls the periodic work."""
    command: list[str | Path] = [programs / "python", "-m", "celery", "-A", "worker.app", "beat", "--loglevel", "INFO"]
    command += ["--schedule", places.run / "beat-schedule", "--pidfile="]
    return Service("L’horloge", command, log=places.logs / "beat.log", env=env, cwd=ROOT)


def answers(port: int) -> bool:
    """Tell whether the platform says it is healthy, under the name people will use."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def serve(programs: Path, env: Mapping[str, str], places: Places, port: int) -> None:
    """Start the processes, wait for each, print where to go, and watch them; never returns by itself."""
    with ExitStack() as stack:
        with step("Serveur web, travail de fond, horloge"):
            web = stack.enter_context(web_server(programs, env, port, places.logs))
            tasks = stack.enter_context(worker(programs, env, places.logs))
            clock = stack.enter_context(beat(programs, env, places))
            web.wait_until(lambda: answers(port))
            tasks.wait_until(lambda: tasks.wrote(" ready."))
            clock.wait_until(lambda: clock.wrote("beat: Starting"))
        _welcome(places, port)
        try:
            while True:
                for service in (web, tasks, clock):
                    service.check()
                time.sleep(0.5)
        finally:
            say("\nArrêt en cours…")


def _welcome(places: Places, port: int) -> None:
    say(f"\nCitoyens en communs est en marche : http://localhost:{port}/")
    say(f"Chaque espace a son adresse : http://<nom de l’espace>.localhost:{port}/\n")
    accounts = places.run / ACCOUNTS
    if accounts.exists():
        say(accounts.read_text(encoding="utf-8").rstrip())
    say(f"\nJournaux : {places.logs}\nCtrl-C pour tout arrêter.")

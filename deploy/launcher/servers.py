"""The two servers behind one door: those named in the environment, else embedded, else the system's."""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from deploy.launcher import postgres, valkey
from deploy.launcher.keys import Keys, kept, write_private
from deploy.launcher.messages import Refused, step
from deploy.launcher.places import Places

WAIT_FOR_DYING = 15  # seconds given to the servers of a launcher that was killed


@contextmanager
def lasting(places: Places, packages: Path, extra: Mapping[str, str], *, alone: bool) -> Iterator[dict[str, str]]:
    """Environment with the servers whose data are kept between two starts, plus `extra`.

    If another launcher already runs them from this folder, use its own, unless we must be `alone`: then raise Refused.
    """
    with ExitStack() as stack:
        door = stack.enter_context((places.run / "lock").open("w"))
        note = places.run / "running.json"
        other = _take(door, note)
        if other and alone:
            raise Refused(
                f"Un autre « ./run » est déjà en marche dans ce dossier (processus {other['pid']}). "
                "Arrêtez-le d’abord, avec Ctrl-C dans son terminal."
            )
        if other:
            yield {**os.environ, **other["env"]}
            return
        keys = kept(places.run / "keys.json")
        env = {**stack.enter_context(_started(places, packages, keys, lock=door.fileno())), **extra}
        write_private(note, json.dumps({"pid": os.getpid(), "env": env}))
        stack.callback(note.unlink)
        yield {**os.environ, **env}


def _take(door: IO[str], note: Path) -> dict[str, Any] | None:
    """Take the lock and return None, or return what the launcher that holds it wrote about itself.

    The database server holds the lock too, so that nobody starts a second one on data that a first is still closing.
    """
    limit = time.monotonic() + WAIT_FOR_DYING
    while True:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other: dict[str, Any] = json.loads(note.read_text(encoding="utf-8")) if note.exists() else {}
            if other and _alive(other["pid"]):
                return other
            if time.monotonic() > limit:
                raise Refused(
                    "Un autre « ./run » démarre ou s’arrête dans ce dossier : réessayez dans un instant."
                ) from None
            time.sleep(0.1)
        else:
            note.unlink(missing_ok=True)
            return None


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def passing(
    places: Places, packages: Path, extra: Mapping[str, str], *, safely: bool = False
) -> Iterator[dict[str, str]]:
    """Environment with servers and a RUN_DIR of our own, which disappear at the end, plus `extra`.

    `safely`: data written as in production, for measures; tests are in a hurry.
    """
    with ExitStack() as stack:
        for stale in places.home.glob("passing-*"):
            if not _alive(int(stale.name.partition("-")[2])):
                shutil.rmtree(stale, ignore_errors=True)
        folder = places.home / f"passing-{os.getpid()}"
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        own = Places(folder, folder)
        own.logs.mkdir(parents=True)
        folder.chmod(0o711)
        yield {**os.environ, **stack.enter_context(_started(own, packages, Keys(), safely=safely)), **extra}


@contextmanager
def _started(
    places: Places, packages: Path, keys: Keys, *, safely: bool = True, lock: int | None = None
) -> Iterator[dict[str, str]]:
    """Start what the environment does not name; give DATABASE_URL and the rest. `lock`: a file the database holds."""
    given = given_servers(os.environ)
    with ExitStack() as stack:
        env = {"SECRET_KEY": os.environ.get("SECRET_KEY", keys.secret_key), "RUN_DIR": str(places.run), **given}
        if "DATABASE_URL" not in given:
            held = [] if lock is None else [lock]
            server = postgres.running(packages, places.home, keys, logs=places.logs, safely=safely, kept_open=held)
            with step("PostgreSQL"):
                env["DATABASE_URL"], env["DATABASE_OWNER_URL"] = stack.enter_context(server)
        if "REDIS_URL" not in given:
            with step("Valkey"):
                env["REDIS_URL"] = stack.enter_context(
                    valkey.running(packages, places.home, keys.valkey, logs=places.logs)
                )
        yield env


def given_servers(environ: Mapping[str, str]) -> dict[str, str]:
    """Servers named in the environment; Refused when the database's owner is missing beside the application."""
    names = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
    given = {name: environ[name] for name in names if environ.get(name)}
    if ("DATABASE_URL" in given) != ("DATABASE_OWNER_URL" in given):
        raise Refused(
            "Il faut nommer ensemble DATABASE_URL (l’application) et DATABASE_OWNER_URL (le propriétaire de la base), "
            "ou aucun des deux. Voir deploy/README.md."
        )
    return given

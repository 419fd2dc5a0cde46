"""The virtual environment `.venv`, from the hash-locked requirements, redone only when they changed."""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from deploy.launcher.messages import Refused, step
from deploy.launcher.places import ROOT, Places
from deploy.launcher.processes import run_task

LOCK = Path("deploy/requirements/development.txt")
INSTALL = ("install", "--no-deps", "--require-hashes", "-r")


def binaries(places: Places, root: Path = ROOT) -> Path:
    """Return the `bin` folder of an environment that matches the lock, making it if need be.

    A `.venv` that is a symbolic link is somebody's own: used as it is, never written to. Raises Refused when nothing here
    can install packages, or when the installation fails.
    """
    venv = root / ".venv"
    if venv.is_symlink():
        return _linked(venv)
    with (places.run / "venv.lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)  # two commands at once: the second waits and finds it done
        stamp = venv / "requirements.sha256"
        wanted = fingerprint(root / LOCK, venv)
        if not (stamp.exists() and stamp.read_text(encoding="utf-8") == wanted and usable(venv)):
            with step("Installation des bibliothèques (une à trois minutes la première fois)"):
                _make(venv, root / LOCK, places.logs)
            stamp.write_text(wanted, encoding="utf-8")
    return venv / "bin"


def _linked(venv: Path) -> Path:
    if not usable(venv):
        raise Refused(
            f"{venv} est un lien vers un environnement Python absent ou fermé à ce compte : supprimez ce lien."
        )
    return venv / "bin"


def usable(venv: Path) -> bool:
    """Tell whether the environment's Python is still there (the system's may have changed) and ours to run."""
    return os.access(venv / "bin/python", os.X_OK)


def fingerprint(lock: Path, venv: Path) -> str:
    """What the environment was made from: the lock's content, the Python, its own place (scripts hold absolute paths)."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return f"{digest} {sys.version_info.major}.{sys.version_info.minor} {venv}"


def _make(venv: Path, lock: Path, logs: Path) -> None:
    """Make the environment afresh and install the lock with the first installer that succeeds."""
    log = logs / "install.log"
    if run_task([base_python(), "-m", "venv", "--clear", "--without-pip", venv], log=log):
        raise Refused(f"L’environnement Python n’a pas pu être créé dans {venv} : {last_line(log)}")
    found = False
    for installer in installers(venv):
        found = True
        if not run_task([*installer, *INSTALL, lock], log=log):
            return
    if not found:
        raise Refused(
            "Il manque de quoi installer des bibliothèques Python : installez pip (Debian, Ubuntu : "
            "« sudo apt install python3-venv ») ou uv (https://docs.astral.sh/uv/), puis relancez la même commande."
        )
    raise Refused(
        f"Les bibliothèques n’ont pas pu être installées : {last_line(log)}\n"
        "Vérifiez que cette machine atteint un index de paquets Python (pypi.org, ou le vôtre en le nommant dans "
        f"PIP_INDEX_URL, UV_DEFAULT_INDEX pour uv), puis relancez la même commande. Détail : {log}"
    )


def installers(venv: Path) -> Iterator[list[str | Path]]:
    """Commands that install into the environment, the fastest first; none on a machine with neither uv nor pip."""
    uv = shutil.which("uv")
    python = venv / "bin/python"
    if uv:
        yield ["env", f"VIRTUAL_ENV={venv}", uv, "pip"]
    if importlib.util.find_spec("ensurepip"):  # absent from Debian's Python without python3-venv
        run_task([python, "-m", "ensurepip"], log=Path(os.devnull))
        yield [python, "-m", "pip", "--disable-pip-version-check"]
    elif importlib.util.find_spec("pip"):
        yield [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python]


def base_python() -> Path:
    """The Python outside any environment: the one that runs us may live in the folder about to be made afresh."""
    if sys.prefix == sys.base_prefix:
        return Path(sys.executable)
    return Path(sys.base_prefix) / f"bin/python{sys.version_info.major}.{sys.version_info.minor}"


def last_line(log: Path) -> str:
    """Last line of a log that says something."""
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "aucune explication"

"""The commands of `./run`. Exit codes: 0 all went well, 1 something of the project failed, 2 refused with a way out."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from deploy.launcher import checks, demo, servers
from deploy.launcher.environment import binaries
from deploy.launcher.messages import Broken, Refused, say
from deploy.launcher.places import ROOT, Places, places
from deploy.launcher.ports import nearby_free, why_unusable
from deploy.launcher.processes import run_in_front

DEFAULT_PORT = 8000
HIGHEST_PORT = 65535
BENCH = Path("tests/bench")
HELP = """\
Citoyens en communs

  ./run demo [--port N]    la plateforme en marche, avec un contenu de démonstration (port 8000)
  ./run test [arguments]   tous les contrôles et tous les tests, ou pytest avec ces arguments
  ./run lint               les contrôles seuls : style, contrats d’import, types
  ./run shell              une console Python dans le projet
  ./run manage [commande]  manage.py, avec les serveurs
  ./run bench [NOM]        une mesure de tests/bench, ou leur liste

Tout ce qui est créé ici tient dans .venv (les bibliothèques) et .run (les données) : les supprimer remet à neuf."""


def main(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code. Ctrl-C, SIGTERM and a closed terminal all stop what was started, in order."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal is a TextIOWrapper
    for asked in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(asked, _leave)
    name, *rest = arguments or ["--help"]
    command = COMMANDS.get(name)
    try:
        if command is None:
            say(HELP)
            return 0 if name in {"--help", "-h", "help", "aide"} else 2
        return command(rest)
    except Refused as reason:
        sys.stderr.write(f"{reason}\n")
        return 2
    except Broken as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _leave(asked: int, frame: FrameType | None) -> None:
    """Leave through every `with`, which stops the servers; a second signal does not interrupt that."""
    for other in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)
    sys.exit(128 + asked)


def _ready() -> tuple[Places, Path]:
    where = places(os.environ, root=os.geteuid() == 0)
    return where, binaries(where)


def _packages(programs: Path) -> Path:
    """The environment's folder of packages."""
    return next((programs.parent / "lib").glob("python3.*/site-packages"))


def chosen_port(arguments: Sequence[str]) -> int:
    """Port asked for by `--port N` or `--port=N`; Refused when it is no port, is taken, or another option is there."""
    words = " ".join(arguments).replace("=", " ").split() or ["--port", str(DEFAULT_PORT)]
    if len(words) != len(["--port", "N"]) or words[0] != "--port":
        raise Refused(
            f"Option inconnue : « {' '.join(arguments)} ». On écrit « ./run demo » ou « ./run demo --port N »."
        )
    if not (words[1].isascii() and words[1].isdigit() and 0 < int(words[1]) <= HIGHEST_PORT):
        raise Refused(f"« {words[1]} » n’est pas un numéro de port : choisissez un nombre de 1024 à {HIGHEST_PORT}.")
    port = int(words[1])
    if reason := why_unusable(port):
        raise Refused(f"Le port {port} {reason}. Choisissez-en un autre : « ./run demo --port {nearby_free(port)} ».")
    return port


def _development(port: int = DEFAULT_PORT) -> dict[str, str]:
    return {"DJANGO_SETTINGS_MODULE": "deploy.settings.development", "APEX_HOST": f"localhost:{port}"}


def run_demo(arguments: Sequence[str]) -> int:
    """The platform in motion until Ctrl-C."""
    port = chosen_port(arguments)
    where, programs = _ready()
    with servers.lasting(where, _packages(programs), _development(port), alone=True) as env:
        demo.fill(programs, env, where)
        demo.serve(programs, env, where, port)
    return 0


def run_manage(arguments: Sequence[str]) -> int:
    """manage.py with the servers up: the demo's when it is running."""
    where, programs = _ready()
    with servers.lasting(where, _packages(programs), _development(), alone=False) as env:
        return run_in_front([programs / "python", ROOT / "manage.py", *arguments], env=env, cwd=ROOT)


def run_shell(arguments: Sequence[str]) -> int:
    """A Python console in the project."""
    return run_manage(["shell", *arguments])


def run_test(arguments: Sequence[str]) -> int:
    """Everything, or pytest with these arguments, on servers whose data disappear."""
    where, programs = _ready()
    settings = {"DJANGO_SETTINGS_MODULE": "deploy.settings.test"}
    with servers.passing(where, _packages(programs), settings) as env:
        if arguments:
            return checks.pytest(programs, env, arguments)
        return checks.everything(programs, env)


def run_lint(arguments: Sequence[str]) -> int:
    """The checks alone; mypy's Django plugin reads the settings, which need names of servers but no server."""
    _, programs = _ready()
    nowhere = {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "DATABASE_OWNER_URL": "postgres://nobody@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "SECRET_KEY": "lint",
    }
    env = {**nowhere, **os.environ, "DJANGO_SETTINGS_MODULE": "deploy.settings.test"}
    return int(bool(checks.failed_checks(programs, env)))


def measures() -> list[str]:
    """Names of the measures: the modules of tests/bench that have a `main`."""
    files = (ROOT / BENCH).glob("*.py")
    return sorted(file.stem.replace("_", "-") for file in files if "def main(" in file.read_text(encoding="utf-8"))


def run_bench(arguments: Sequence[str]) -> int:
    """One measure of tests/bench, on servers whose data disappear; without a name, their list."""
    if not arguments or arguments[0] not in measures():
        say(f"Mesures : {', '.join(measures()) or 'aucune'}. On écrit « ./run bench NOM ».")
        return 0 if not arguments else 2
    where, programs = _ready()
    module = f"tests.bench.{arguments[0].replace('-', '_')}"
    with servers.passing(where, _packages(programs), _development(), safely=True) as env:
        demo.prepare(programs, env, where.logs)
        return run_in_front([programs / "python", "-m", module, *arguments[1:]], env=env, cwd=ROOT)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "demo": run_demo,
    "test": run_test,
    "lint": run_lint,
    "shell": run_shell,
    "manage": run_manage,
    "bench": run_bench,
}

"""What `./run lint` and `./run test` run."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from deploy.launcher.messages import say
from deploy.launcher.places import ROOT
from deploy.launcher.processes import run_in_front

CHECKS = (
    ("ruff check", ("ruff", "check", ".")),
    ("ruff format", ("ruff", "format", "--check", ".")),
    ("lint-imports", ("lint-imports",)),
    ("mypy", ("mypy",)),
)


def failed_checks(programs: Path, env: Mapping[str, str]) -> list[str]:
    """Run every check to its end, whatever the others say; return the names of those that fail."""
    failed = []
    for name, (program, *arguments) in CHECKS:
        say(f"— {name}")
        if run_in_front([programs / program, *arguments], env=env, cwd=ROOT):
            failed.append(name)
    if failed:
        say(f"Contrôles en échec : {', '.join(failed)}")
    return failed


def pytest(programs: Path, env: Mapping[str, str], arguments: Sequence[str], end: bytearray | None = None) -> int:
    """Run pytest with these arguments; return its exit code; `end` receives the last bytes it wrote."""
    return run_in_front([programs / "python", "-m", "pytest", *arguments], env=env, cwd=ROOT, end=end)


def everything(programs: Path, env: Mapping[str, str]) -> int:
    """Run the checks and the whole suite; return the exit code of the whole. pytest's closing line is written last."""
    failed = failed_checks(programs, env)
    say("— pytest")
    colour = "yes" if sys.stdout.isatty() else "no"
    end = bytearray()
    code = pytest(programs, env, ["-n", "2", f"--color={colour}", "tests"], end)
    if failed:  # said again, for nobody scrolls above a long suite
        say(f"Contrôles en échec : {', '.join(failed)}")
        say(end.decode(errors="replace").strip().rpartition("\n")[2])
    return code or int(bool(failed))

"""A checkout of the launcher alone, with small programs in place of the platform, and what it leaves running."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3]
PARTS = ("run", "deploy/__init__.py", "deploy/roles.sql", "deploy/launcher", "deploy/requirements/development.txt")
NOT_INHERITED = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "RUN_DIR", "SECRET_KEY", "DJANGO_SETTINGS_MODULE")


@dataclass(frozen=True)
class Checkout:
    """Folder of the copy, and how to run it."""

    folder: Path
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def run_dir(self) -> Path:
        return self.folder / ".run"

    @property
    def home(self) -> Path:
        """Folder of the servers' data: elsewhere for root in a folder that nobody else can enter."""
        link = self.run_dir / "servers"
        return link.resolve() if link.is_symlink() else self.run_dir

    def program(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def start(self, *arguments: str, python: Path | str = sys.executable, **env: str) -> subprocess.Popen[str]:
        kept = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        process = subprocess.Popen(
            [str(python), "run", *arguments],
            cwd=self.folder,
            env={**kept, **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=heed_ctrl_c,  # noqa: PLW1509 (one thread here) a command in the background is born deaf to it
        )
        self.started.append(process)
        return process

    def ask(self, *arguments: str, python: Path | str = sys.executable, **env: str) -> tuple[int, str, str]:
        """Exit code, standard output and standard error of a command that ends by itself."""
        process = self.start(*arguments, python=python, **env)
        out, errors = process.communicate(timeout=120)
        return process.returncode, out, errors


def make(folder: Path) -> Checkout:
    """Copy the launcher into a new folder, with a link to the environment that runs the tests."""
    for part in PARTS:
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        if (SOURCE / part).is_dir():
            shutil.copytree(SOURCE / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(SOURCE / part, folder / part)
    (folder / ".venv").symlink_to(sys.prefix)
    return Checkout(folder)


def clean(checkout: Checkout) -> None:
    """Stop what a failed test left running; remove the copy, and the data that root keeps elsewhere."""
    for process in checkout.started:
        finish(process)
    shutil.rmtree(checkout.home, ignore_errors=True)
    shutil.rmtree(checkout.folder, ignore_errors=True)


def descendants(pid: int) -> list[int]:
    """Every living process started by this one, directly or not."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []
    return [found for child in map(int, children) for found in (child, *descendants(child))]


def command_of(pid: int) -> str:
    """Command line of a process; nothing when it is gone (a zombie is)."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace").replace("\0", " ")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def soon(condition: Callable[[], bool], seconds: float = 20) -> bool:
    """Tell whether the condition becomes true in time."""
    limit = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > limit:
            return False
        time.sleep(0.05)
    return True


def all_gone(pids: Sequence[int]) -> Callable[[], bool]:
    return lambda: not any(command_of(pid) for pid in pids)


def heed_ctrl_c() -> None:
    """Hear Ctrl-C as a command typed in a terminal does."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def finish(process: subprocess.Popen[str]) -> None:
    """Stop a launcher and close its pipes; nothing when that was done."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    if process.stdout and not process.stdout.closed:
        process.communicate(timeout=30)

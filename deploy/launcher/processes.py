"""Child processes that never outlive the launcher, even when it is killed outright."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any, Self

from deploy.launcher.messages import Broken
from deploy.launcher.places import Account

PR_SET_PDEATHSIG = 1  # <sys/prctl.h>
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
TAIL_LINES = 15
KEPT_BYTES = 1000


def tie(death_signal: signal.Signals) -> Callable[[], None]:
    """Function to run in the child just before it becomes its program: it will get the signal when the launcher dies.

    It must run after the change of user, which clears the setting: `subprocess` runs `preexec_fn` last. The launcher has
    one thread, so running Python between fork and exec is safe. Other systems than Linux have no such setting.
    """
    parent = os.getpid()

    def in_child() -> None:
        if LIBC is not None:
            LIBC.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # the launcher died between the fork and the line above
            os._exit(1)

    return in_child


def options(account: Account | None) -> dict[str, Any]:
    """Arguments of `subprocess` that run a program as another account (none: as ourselves)."""
    return {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}


def run_task(
    argv: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    account: Account | None = None,
) -> int:
    """Run a program to its end with its output in `log` (started afresh); return its exit code."""
    with log.open("wb") as output:
        return subprocess.run(
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
            check=False,
            preexec_fn=tie(signal.SIGKILL),
            **options(account),
        ).returncode


def run_in_front(
    argv: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path, end: bytearray | None = None
) -> int:
    """Run a program that owns the terminal (a shell, pytest) to its end; Ctrl-C is its business; return its exit code.

    With `end`, the last bytes of what it writes are also kept there.
    """
    process = subprocess.Popen(
        [str(part) for part in argv],
        env=env,
        cwd=cwd,
        stdout=None if end is None else subprocess.PIPE,
        preexec_fn=tie(signal.SIGTERM),
    )
    try:
        while True:
            with suppress(KeyboardInterrupt):  # the terminal told the program too
                if process.stdout and end is not None:
                    _show(process.stdout.fileno(), end)
                return process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def _show(source: int, end: bytearray) -> None:
    """Pass on everything read from a pipe until it closes, keeping the last bytes."""
    while chunk := os.read(source, 65536):
        sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        end += chunk
        del end[:-KEPT_BYTES]


def tail(log: Path) -> str:
    """Last lines of a log, indented, to follow the sentence that says what failed."""
    if not log.exists():
        return ""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-TAIL_LINES:]
    return "".join(f"\n    {line}" for line in lines)


@dataclass
class Service:
    """One server in the background: started on entry, stopped on exit, its output in a log started afresh.

    `stop_signal` asks it to finish; `death_signal` is what the kernel sends it when the launcher dies. After `patience`
    seconds it is killed with its whole session. `given` is what it reads on standard input, `kept_open` are file
    descriptors it holds as long as it lives.
    """

    label: str
    argv: Sequence[str | Path]
    log: Path
    env: Mapping[str, str]
    cwd: Path
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGTERM
    given: bytes = b""
    kept_open: Sequence[int] = ()
    patience: float = 15
    process: subprocess.Popen[bytes] = field(init=False)

    def __enter__(self) -> Self:
        with self.log.open("wb") as output, TemporaryFile() as read:
            read.write(self.given)
            read.seek(0)
            self.process = subprocess.Popen(
                [str(part) for part in self.argv],
                env=self.env,
                cwd=self.cwd,
                stdin=read,
                stdout=output,
                stderr=subprocess.STDOUT,
                pass_fds=self.kept_open,
                start_new_session=True,  # Ctrl-C reaches the launcher alone, which stops all in order
                preexec_fn=tie(self.death_signal),
                **options(self.account),
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(self.patience)
        with suppress(ProcessLookupError):  # whatever is left of its session
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def check(self) -> None:
        """Raise Broken when the server has stopped by itself."""
        if self.process.poll() is not None:
            raise Broken(f"{self.label} : arrêt inattendu (code {self.process.returncode}).{tail(self.log)}")

    def wait_until(self, ready: Callable[[], bool], seconds: float = 60) -> None:
        """Come back once `ready()` is true; raise Broken if the server stops or is not ready in time."""
        limit = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > limit:
                raise Broken(f"{self.label} : pas de réponse après {seconds:.0f} secondes.{tail(self.log)}")
            time.sleep(0.05)

    def wrote(self, words: str) -> bool:
        """Tell whether the words are in the server's log."""
        return words in self.log.read_text(encoding="utf-8", errors="replace")

"""What the launcher tells people, in French, and the two ways it stops."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Refused(Exception):
    """Something outside the project prevents the command: a sentence that says what, and the way out (exit code 2)."""


class Broken(Exception):
    """A part of the project stopped or failed: a sentence, and the end of its log (exit code 1)."""


def say(text: str = "") -> None:
    """Write one line to the terminal at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@contextmanager
def step(label: str) -> Iterator[None]:
    """Announce on standard error (standard output is the command's own) what takes time, then how long it took."""
    started = time.monotonic()
    outcome = ""
    _progress(f"  {label} … ")
    try:
        yield
        outcome = f"{time.monotonic() - started:.1f} s".replace(".", ",")
    finally:
        _progress(f"{outcome}\n")


def _progress(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()

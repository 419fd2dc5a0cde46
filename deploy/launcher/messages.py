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
    """Announce something that takes time; say how many seconds it took once it is done."""
    started = time.monotonic()
    sys.stdout.write(f"  {label} … ")
    sys.stdout.flush()
    try:
        yield
    except BaseException:
        say()
        raise
    say(f"{time.monotonic() - started:.1f} s".replace(".", ","))

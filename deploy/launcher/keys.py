"""Passwords and keys that the launcher draws at random, and keeps in a file that only we can read."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path


def _draw() -> str:
    return secrets.token_hex(32)  # letters and digits only: it goes into URLs and configuration lines as it is


@dataclass(frozen=True)
class Keys:
    """Keys of one set of servers, 256 bits each. `superuser` never leaves the launcher."""

    superuser: str = field(default_factory=_draw)
    owner: str = field(default_factory=_draw)
    app: str = field(default_factory=_draw)
    valkey: str = field(default_factory=_draw)
    secret_key: str = field(default_factory=_draw)


def kept(file: Path) -> Keys:
    """Keys read from `file`, drawn and written there (mode 0600) the first time."""
    if file.exists():
        return Keys(**json.loads(file.read_text(encoding="utf-8")))
    keys = Keys()
    write_private(file, json.dumps(asdict(keys)))
    return keys


def write_private(file: Path, text: str) -> None:
    """Write a file that only we can read, whole or not at all."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as door:
        door.write(text)
    unfinished.replace(file)

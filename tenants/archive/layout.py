"""The format of an archive: names of its entries, versions, seal. Described for people in content/notice.txt."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

FORMAT = "citoyens-en-communs/espace"
VERSION = 2  # of the format; raised when an older reader would not understand (see upgrades.py)

README, MANIFEST, FILE_LIST = "README.md", "manifest.json", "files.jsonl"
# A stored file: nothing of its path comes from a person. No part begins with a dot, so none is `..` nor hidden.
PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,119}){0,3}")
TABLE = re.compile(r"[a-z][a-z0-9_]{0,62}")
NAME = re.compile(
    rf"{re.escape(README)}|{re.escape(MANIFEST)}|{re.escape(FILE_LIST)}|tables/{TABLE.pattern}\.jsonl|files/{PATH.pattern}"
)


def table_entry(table: str) -> str:
    """Return the entry that holds the rows of a table."""
    return f"tables/{table}.jsonl"


def file_entry(path: str) -> str:
    """Return the entry that holds a stored file."""
    return f"files/{path}"


def canonical(value: object) -> bytes:
    """Return the one way of writing a JSON value: sorted keys, no space."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def seal_of(manifest: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the whole manifest but its seal. It shows damage; it does not prove who made the archive."""
    return hashlib.sha256(canonical({key: value for key, value in manifest.items() if key != "seal"})).hexdigest()

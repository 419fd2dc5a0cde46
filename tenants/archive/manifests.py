"""Read a manifest: its seal, its version, then its shape, with nothing taken for granted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tenants.archive import layout
from tenants.archive.container import Container
from tenants.archive.refusals import altered, damaged, not_ours, too_recent
from tenants.archive.registry import PROFILES
from tenants.archive.upgrades import STEPS, upgraded

LONGEST = 32_000_000  # bytes of a manifest
MOST = 2**62  # of any number
SHA = re.compile(r"[0-9a-f]{64}")
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")


@dataclass(frozen=True)
class HeldTable:
    """A table as the manifest tells it. `columns` is `None` in versions that did not say."""

    name: str
    columns: tuple[str, ...] | None
    rows: int
    sha256: str
    last_number: int | None


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself, in today's version of the format."""

    written_version: int
    profile: str
    made_at: str
    migrations: dict[str, list[str]]
    schema_version: str
    former_label: str
    former_host: str
    space: dict[str, Any]
    tables: tuple[HeldTable, ...]
    files: int
    missing: int
    bytes: int
    files_sha256: str | None  # of the list, `None` when the manifest holds it (`listed`)
    listed: tuple[Mapping[str, Any], ...]
    readme_sha256: str
    seal: str

    @property
    def rows(self) -> int:
        """Return the number of rows of all the tables."""
        return sum(table.rows for table in self.tables)


def read_manifest(container: Container) -> Manifest:
    """Return the manifest of an archive; raises `ArchiveRefused`."""
    raw = parsed(container.whole(layout.MANIFEST, LONGEST))
    if not isinstance(raw, dict) or raw.get("format") != layout.FORMAT:
        raise not_ours(_("son sommaire n’est pas celui d’un espace"))
    version = raw.get("format_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < min(STEPS):
        raise not_ours(_("la version de son format est inconnue"))
    if version > layout.VERSION:
        raise too_recent(_("format %(version)d") % {"version": version})
    if raw.get("seal") != layout.seal_of(raw):
        raise altered(layout.MANIFEST)
    try:
        return _shaped(upgraded(raw), version, raw["seal"])
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        raise not_ours(_("son sommaire est mal formé")) from error


def parsed(text: bytes) -> Any:
    """Return a JSON value; `ArchiveRefused` for what is no JSON, is nested without end, or says a key twice."""
    try:
        return json.loads(text.decode(), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError and JSONDecodeError are ValueErrors
        raise damaged() from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is there twice")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _shaped(raw: dict[str, Any], version: int, seal: str) -> Manifest:
    files, former = raw["files"], raw["former"]
    found = Manifest(
        written_version=version,
        profile=_one_of(raw["profile"], PROFILES),
        made_at=_text(raw["made_at"]),
        migrations={_word(app): [_word(one) for one in names] for app, names in raw["software"]["migrations"].items()},
        schema_version=_text(raw["software"]["schema_version"]),
        former_label=_text(former["label"]),
        former_host=_text(former["host"]),
        space=dict(raw["space"]),
        tables=tuple(_table(one) for one in raw["tables"]),
        files=_number(files["count"]),
        missing=_number(files["missing"]),
        bytes=_number(files["bytes"]),
        files_sha256=None if "listed" in files else _sha(files["sha256"]),
        listed=tuple(files.get("listed", ())),
        readme_sha256=_sha(raw["readme_sha256"]),
        seal=seal,
    )
    if len({table.name for table in found.tables}) != len(found.tables):
        raise ValueError("a table is there twice")
    if raw["total"] != {"tables": len(found.tables), "rows": found.rows, "files": found.files}:
        raise altered(layout.MANIFEST)
    return found


def _table(raw: dict[str, Any]) -> HeldTable:
    columns, last = raw["columns"], raw["last_number"]
    return HeldTable(
        name=_text(raw["name"]),
        columns=None if columns is None else tuple(_word(column) for column in columns),
        rows=_number(raw["rows"]),
        sha256=_sha(raw["sha256"]),
        last_number=None if last is None else _number(last),
    )


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < MOST:
        raise ValueError(value)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 300 or "\0" in value:  # noqa: PLR2004 (no text of a manifest is as long)
        raise ValueError("text")
    return value


def _word(value: object) -> str:
    text = _text(value)
    if not WORD.fullmatch(text) and not WORD.fullmatch(text[4:].lstrip("_")):  # a migration begins with its number
        raise ValueError("word")
    return text


def _sha(value: object) -> str:
    text = _text(value)
    if not SHA.fullmatch(text):
        raise ValueError("sha256")
    return text


def _one_of(value: object, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError("unknown")
    return str(value)

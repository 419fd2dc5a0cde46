"""Write the archive of a space on any binary output, even one that cannot seek, in memory that does not grow."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any

from platform_core.files.models import private_storage
from tenants.archive import layout, rows
from tenants.archive.contents import Table, tables
from tenants.archive.history import applied
from tenants.archive.notice import notice
from tenants.archive.portrait import portrait_of
from tenants.postgresql.base import DatabaseWrapper
from tenants.postgresql.frozen import frozen
from tenants.spaces.models import Space

BLOCK = 1 << 18
LEVEL = 6  # of compression
Progress = Callable[[int, int], None]  # done, total: rows and files


@dataclass(frozen=True)
class Written:
    """What an archive holds."""

    rows: int
    files: int
    missing: int  # files that a row names and that are no longer on the disk
    seal: str


class _Entry:
    """One entry being written: its size and its SHA-256."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target, self._seal, self.size = target, hashlib.sha256(), 0

    def write(self, block: bytes) -> None:
        self._target.write(block)
        self._seal.update(block)
        self.size += len(block)

    @property
    def sha256(self) -> str:
        return self._seal.hexdigest()


class _Writer:
    """The archive of one space, from its first entry to its manifest, which is the last."""

    def __init__(self, out: IO[bytes], space: Space, profile: str, reader: DatabaseWrapper, say: Progress) -> None:
        self.zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)
        self.space, self.profile, self.reader, self._say = space, profile, reader, say
        self.folder, self.made_at = space.schema_name, datetime.now(UTC)
        self.tables = tables(profile)
        self.done = self.total = 0

    @contextmanager
    def entry(self, name: str, kind: int = zipfile.ZIP_DEFLATED) -> Iterator[_Entry]:
        info = zipfile.ZipInfo(name, self.made_at.timetuple()[:6])
        info.compress_type, info.external_attr = kind, 0o600 << 16
        with self.zip.open(info, "w", force_zip64=True) as target:
            yield _Entry(target)

    def advance(self, more: int) -> None:
        self.done += more
        self._say(self.done, self.total)

    def write(self) -> Written:
        self.total = sum(rows.count(self.reader, table) for table in self.tables)
        self.advance(0)
        held = [self._table(table) for table in self.tables]
        files = self._files()
        manifest = self._manifest(held, files)
        manifest["readme_sha256"] = self._readme(manifest)
        manifest["seal"] = layout.seal_of(manifest)
        with self.entry(layout.MANIFEST) as entry:
            entry.write(json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        self.zip.close()
        return Written(manifest["total"]["rows"], files["count"], files["missing"], manifest["seal"])

    def _table(self, table: Table) -> dict[str, Any]:
        number = 0
        with self.entry(layout.table_entry(table.name)) as entry:
            for number, line in enumerate(rows.lines(self.reader, table, self.folder), start=1):
                entry.write(line)
                if number % rows.EVERY == 0:
                    self.advance(rows.EVERY)
        self.advance(number % rows.EVERY)
        last = rows.last_number(self.reader, table)
        facts = {"name": table.name, "model": table.label, "columns": list(table.columns), "rows": number}
        return {**facts, "sha256": entry.sha256, "last_number": last}

    def _files(self) -> dict[str, Any]:
        seal, found, size, missing = hashlib.sha256(), 0, 0, 0
        lines: list[bytes] = []  # a hundred bytes a file
        seen: set[str] = set()
        for path in rows.named_files(self.reader, self.tables, self.folder):
            if path in seen:
                continue
            seen.add(path)
            line = self._file(path)
            found, missing = found + ("sha256" in line), missing + ("missing" in line)
            size += line.get("size", 0)
            lines.append(layout.canonical(line) + b"\n")
            self.advance(0)
        with self.entry(layout.FILE_LIST) as entry:
            for each in lines:
                entry.write(each)
                seal.update(each)
        return {"count": found, "missing": missing, "bytes": size, "sha256": seal.hexdigest()}

    def _file(self, path: str) -> dict[str, Any]:
        if not layout.PATH.fullmatch(path):
            msg = f"a stored file has an unexpected path: {path!r}"
            raise ValueError(msg)
        try:
            source = private_storage().open(f"{self.folder}/{path}")
        except FileNotFoundError:  # removed since the instant that is archived, or lost before
            return {"path": path, "missing": True}
        with source, self.entry(layout.file_entry(path), zipfile.ZIP_STORED) as entry:
            while block := source.read(BLOCK):
                entry.write(block)
        return {"path": path, "size": entry.size, "sha256": entry.sha256}

    def _manifest(self, held: list[dict[str, Any]], files: dict[str, Any]) -> dict[str, Any]:
        return {
            "format": layout.FORMAT,
            "format_version": layout.VERSION,
            "profile": self.profile,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "software": {"schema_version": self.space.schema_version, "migrations": applied(self.reader)},
            "former": {"label": self.space.label, "host": self.space.host},
            "space": portrait_of(self.space),
            "tables": held,
            "files": files,
            "total": {"tables": len(held), "rows": sum(one["rows"] for one in held), "files": files["count"]},
        }

    def _readme(self, manifest: dict[str, Any]) -> str:
        with self.entry(layout.README) as entry:
            entry.write(notice(manifest, self.profile).encode())
        return entry.sha256


def write_archive(
    out: IO[bytes], space: Space, *, profile: str, say: Progress = lambda _done, _total: None
) -> Written:
    """Write the whole archive of a space as it is at this instant. What `say` raises stops it; `out` is then worthless."""
    with frozen(space) as reader:
        return _Writer(out, space, profile, reader, say).write()

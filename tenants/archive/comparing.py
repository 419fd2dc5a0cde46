"""Compare two spaces, or an archive and a space: table by table, file by file, by counts and checksums."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from platform_core.files.models import private_storage
from tenants.archive import rows
from tenants.archive.checking import Checked
from tenants.archive.contents import Table, tables
from tenants.archive.rows import Digest
from tenants.postgresql.frozen import frozen
from tenants.spaces.models import Space

BLOCK = 1 << 18
FILES = "files"  # the name under which the stored files are compared


@dataclass(frozen=True)
class Line:
    """One table (or the files) on both sides; `None` where there is none."""

    name: str
    left: Digest | None
    right: Digest | None

    @property
    def same(self) -> bool:
        """Tell whether both sides are identical."""
        return self.left == self.right


def digests_of(space: Space, profile: str, known: list[Table] | None = None) -> dict[str, Digest]:
    """Return the digest of every table of a space that archives of a profile hold, and of its files together."""
    wanted = tables(profile) if known is None else known
    with frozen(space) as reader:
        found = {table.name: rows.digest(reader, table, space.schema_name) for table in wanted}
        paths = sorted(set(rows.named_files(reader, wanted, space.schema_name)))
    return {**found, FILES: _files(space.schema_name, paths)}


def digests_in(checked: Checked) -> dict[str, Digest]:
    """Return the same of a checked archive, as its manifest tells it."""
    found = {held.name: Digest(held.rows, held.sha256) for _table, held in checked.tables}
    return {**found, FILES: _together(sorted(checked.files.items()))}


def compare(left: dict[str, Digest], right: dict[str, Digest]) -> list[Line]:
    """Return both sides, line by line."""
    return [Line(name, left.get(name), right.get(name)) for name in sorted(left.keys() | right.keys())]


def _files(folder: str, paths: list[str]) -> Digest:
    return _together([(path, _sha256(f"{folder}/{path}")) for path in paths])


def _together(files: list[tuple[str, str | None]]) -> Digest:
    """Return one digest for all files: those that are missing count as missing, on both sides."""
    seal = hashlib.sha256()
    for path, sha256 in files:
        seal.update(f"{path} {sha256}\n".encode())
    return Digest(sum(1 for _path, sha256 in files if sha256 is not None), seal.hexdigest())


def _sha256(name: str) -> str | None:
    seal = hashlib.sha256()
    try:
        for block in _blocks(name):
            seal.update(block)
    except FileNotFoundError:
        return None
    return seal.hexdigest()


def _blocks(name: str) -> Iterator[bytes]:
    with private_storage().open(name) as source:
        while block := source.read(BLOCK):
            yield block

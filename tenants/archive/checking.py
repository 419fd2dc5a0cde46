"""Check a whole archive before anything is made of it: every entry is read, every row looked at. All of it, or refused."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _

from tenants.archive import layout
from tenants.archive.container import Container, shown
from tenants.archive.contents import Table, tables
from tenants.archive.history import registry_at
from tenants.archive.manifests import HeldTable, Manifest, parsed, read_manifest
from tenants.archive.portrait import facts_from
from tenants.archive.refusals import ArchiveRefused, altered, bad_row, not_ours
from tenants.archive.registry import row_rule

EVERY = 500
LONGEST_README = 4_000_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Checked:
    """An archive that can be used. `tables`: as the models were when it was made, with what the manifest says."""

    container: Container
    manifest: Manifest
    tables: tuple[tuple[Table, HeldTable], ...]
    files: Mapping[str, str | None]  # path: SHA-256, `None` for one that was missing
    facts: Mapping[str, Any]  # of the space to make


def outline(file: IO[bytes]) -> Checked:
    """Check all but the rows and the contents of files: what takes a moment. Raises `ArchiveRefused`."""
    container = Container(file)
    manifest = read_manifest(container)
    known = {table.name: table for table in tables(manifest.profile, registry_at(manifest.migrations))}
    held = tuple((_known(known, one), one) for one in manifest.tables)
    if absent := sorted(set(known) - {one.name for one in manifest.tables}):
        raise not_ours(_("il manque la table « %(name)s »") % {"name": absent[0]})
    files = dict(_listed(container, manifest))
    _refuse_strangers(container, manifest, files)
    return Checked(container, manifest, held, files, facts_from(manifest.space))


def check_archive(file: IO[bytes], *, say: Progress = lambda _done, _total: None) -> Checked:
    """Check everything: every row of every table, every byte of every file. Raises `ArchiveRefused`."""
    checked = outline(file)
    total, done = checked.manifest.rows, 0
    for table, held in checked.tables:
        for _line in good_lines(checked, table, held):
            done += 1
            if done % EVERY == 0:
                say(done, total)
    for path, sha256 in checked.files.items():
        if sha256 is not None:
            _same(checked.container.blocks(layout.file_entry(path)), sha256, path)
    readme = checked.container.whole(layout.README, LONGEST_README)
    _same([readme], checked.manifest.readme_sha256, layout.README)
    say(total, total)
    return checked


def good_lines(checked: Checked, table: Table, held: HeldTable) -> Iterator[bytes]:
    """Yield the lines of a table, each one a row of that table; raises at the end when they are not those announced."""
    seal, number, rule = hashlib.sha256(), 0, row_rule(table.label)
    columns = frozenset(table.columns)
    for number, line in enumerate(checked.container.lines(layout.table_entry(held.name)), start=1):
        if number > held.rows:
            raise altered(held.name)
        seal.update(line)
        row = _row(line, held.name, number)
        if row.keys() != columns:
            raise bad_row(held.name, number, _("ses colonnes ne sont pas celles de la table"))
        if rule is not None and not rule(row):
            raise bad_row(held.name, number, _("elle donne un droit qui n’existe pas dans un espace"))
        for column in table.files:
            if row[column] and row[column] not in checked.files:
                raise bad_row(held.name, number, _("elle désigne un fichier qui n’est pas dans l’archive"))
        yield line
    if number != held.rows or seal.hexdigest() != held.sha256:
        raise altered(held.name)


def _row(line: bytes, table: str, number: int) -> dict[str, Any]:
    try:
        row = parsed(line)
    except ArchiveRefused as error:
        raise bad_row(table, number, _("ce n’est pas du JSON bien formé")) from error
    if not isinstance(row, dict):
        raise bad_row(table, number, _("ce n’est pas du JSON bien formé"))
    # The escapes are rare: only a line that may hold one is looked into.
    if (b"\\u0000" in line or b"\\ud" in line.lower()) and not _storable(row):
        raise bad_row(table, number, _("un texte contient un caractère interdit"))
    return row


def _storable(value: object) -> bool:
    """Tell whether PostgreSQL can keep the texts of a value: no zero, no half of a pair."""
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= each <= "\udfff" for each in value)
    if isinstance(value, dict):
        return all(_storable(key) and _storable(each) for key, each in value.items())
    return all(_storable(each) for each in value) if isinstance(value, list) else True


def _known(known: Mapping[str, Table], held: HeldTable) -> Table:
    table = known.get(held.name)
    if table is None:
        raise not_ours(_("la table « %(name)s » est inconnue") % {"name": shown(held.name)})
    if held.columns is not None and set(held.columns) != set(table.columns):
        odd = min(set(held.columns) ^ set(table.columns))
        raise not_ours(
            _("la colonne « %(column)s » de « %(name)s » est inconnue ou manque")
            % {"column": shown(odd), "name": held.name}
        )
    return table


def _listed(container: Container, manifest: Manifest) -> Iterator[tuple[str, str | None]]:
    """Yield the files that the archive announces."""
    found: dict[str, str | None] = {}
    for one in _file_lines(container, manifest):
        path = one.get("path") if isinstance(one, dict) else None
        if not isinstance(path, str) or not layout.PATH.fullmatch(path) or path in found:
            raise not_ours(_("la liste de ses fichiers est mal formée"))
        found[path] = None if one.get("missing") is True else str(one.get("sha256"))
        if found[path] is not None and (
            layout.file_entry(path) not in container.names
            or container.size(layout.file_entry(path)) != one.get("size")
        ):
            raise altered(path)
    absent = sum(1 for sha256 in found.values() if sha256 is None)
    if (len(found) - absent, absent) != (manifest.files, manifest.missing):
        raise altered(layout.FILE_LIST)
    yield from found.items()


def _file_lines(container: Container, manifest: Manifest) -> Iterator[Any]:
    if manifest.files_sha256 is None:
        yield from manifest.listed
        return
    if layout.FILE_LIST not in container.names:
        raise not_ours(_("il n’y a pas de « %(name)s »") % {"name": layout.FILE_LIST})
    seal = hashlib.sha256()
    for line in container.lines(layout.FILE_LIST):
        seal.update(line)
        yield parsed(line)
    if seal.hexdigest() != manifest.files_sha256:
        raise altered(layout.FILE_LIST)


def _refuse_strangers(container: Container, manifest: Manifest, files: Mapping[str, str | None]) -> None:
    """Refuse an entry that the manifest does not announce, or an announced table without its entry."""
    tables_held = {layout.table_entry(one.name) for one in manifest.tables}
    announced = tables_held | {layout.file_entry(path) for path, sha256 in files.items() if sha256 is not None}
    own = {layout.README, layout.MANIFEST} | ({layout.FILE_LIST} if manifest.files_sha256 else set())
    if odd := container.names ^ (announced | own):
        raise not_ours(_("« %(name)s » manque, ou n’est pas annoncé") % {"name": shown(min(odd))})


def _same(blocks: Any, sha256: str, name: str) -> None:
    seal = hashlib.sha256()
    for block in blocks:
        seal.update(block)
    if seal.hexdigest() != sha256:
        raise altered(shown(name))

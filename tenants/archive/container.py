"""Open a ZIP brought by anybody: what is not exactly shaped like ours is refused before a byte of it is unpacked."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, cast

from django.utils.translation import gettext as _

from tenants.archive import layout
from tenants.archive.refusals import damaged, not_ours, too_big

MAX_ENTRIES = 500_000
MAX_DIRECTORY = 100_000_000  # bytes of the ZIP's own list, which is read at once
MAX_UNPACKED = 200_000_000_000  # bytes
MAX_RATIO = 300  # times, beyond the first ten million bytes of an entry
SMALL = 10_000_000
MAX_LINE = 32_000_000  # bytes of a row
BLOCK = 1 << 18
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError,
    OverflowError,
)  # fmt: skip
END, END_SIZE = struct.Struct("<4s4H2LH"), 22  # of a ZIP without comment (APPNOTE 4.3.16)
LOCATOR, END_64 = struct.Struct("<4sLQL"), struct.Struct("<4sQ2H2L4Q")  # APPNOTE 4.3.15, 4.3.14
LOCAL_HEADER = 30  # bytes, without the name
ENCRYPTED = 1
SEE_LONG_16, SEE_LONG_32 = 0xFFFF, 0xFFFFFFFF  # the figure is in the long form (ZIP64)


class Container:
    """An open archive whose entries have the names, kinds and sizes that ours have. Nothing is written on the disk."""

    def __init__(self, file: IO[bytes]) -> None:
        """Look at the list of entries; raises `ArchiveRefused`."""
        with readable():
            _refuse_long_list(file)
            self._zip = zipfile.ZipFile(file)
            entries = self._zip.infolist()
            _refuse_names(entries)
            _refuse_kinds(entries)
            _refuse_bomb(entries)
            _refuse_overlaps(entries)
        self._entries = {entry.filename: entry for entry in entries}

    @property
    def names(self) -> frozenset[str]:
        """Return the names of the entries."""
        return frozenset(self._entries)

    def size(self, name: str) -> int:
        """Return the bytes that an entry announces; never more are read."""
        return self._entries[name].file_size

    def blocks(self, name: str) -> Iterator[bytes]:
        """Yield an entry in blocks; raises `ArchiveRefused` where it is damaged."""
        with readable(), self._zip.open(self._entries[name]) as source:
            while block := source.read(BLOCK):
                yield block

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of an entry, each with its line feed; raises `ArchiveRefused` for one without end."""
        with readable(), self._zip.open(self._entries[name]) as opened:
            source = io.BufferedReader(cast("io.RawIOBase", opened), BLOCK)  # it reads as a raw file does
            while line := source.readline(MAX_LINE + 1):
                if not line.endswith(b"\n"):
                    raise too_big(_("une ligne n’a pas de fin")) if len(line) > MAX_LINE else damaged()
                yield line

    def whole(self, name: str, limit: int) -> bytes:
        """Return an entry; raises `ArchiveRefused` when it is missing, or longer than the limit in bytes."""
        if name not in self._entries:
            raise not_ours(_("il n’y a pas de « %(name)s »") % {"name": name})
        if self.size(name) > limit:
            raise too_big(_("« %(name)s » est trop long") % {"name": name})
        return b"".join(self.blocks(name))


@contextmanager
def readable() -> Iterator[None]:
    """Say in one sentence whatever a reader of ZIP stumbles on."""
    try:
        yield
    except UNREADABLE as error:
        raise damaged() from error


def _refuse_long_list(file: IO[bytes]) -> None:
    """From the end of the file, before its list is read: how many entries, how many bytes of list."""
    end = file.seek(0, io.SEEK_END)
    if end < END_SIZE:
        raise damaged()
    file.seek(end - END_SIZE)
    mark, disk, first, here, entries, size, _start, comment = END.unpack(file.read(END_SIZE))
    if mark != b"PK\x05\x06" or comment or disk or first:
        raise damaged()
    if SEE_LONG_16 in (here, entries) or SEE_LONG_32 in (size, _start):
        entries, size = _long_form(file, end)
    if entries > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise too_big(_("elle a trop d’entrées"))


def _long_form(file: IO[bytes], end: int) -> tuple[int, int]:
    file.seek(end - END_SIZE - LOCATOR.size)
    mark, _disk, place, _disks = LOCATOR.unpack(file.read(LOCATOR.size))
    if mark != b"PK\x06\x07" or place > end:
        raise damaged()
    file.seek(place)
    found = END_64.unpack(file.read(END_64.size))
    if found[0] != b"PK\x06\x06":
        raise damaged()
    return found[7], found[8]


def _refuse_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.orig_filename for entry in entries]
    if len({name.casefold() for name in names}) != len(names):
        raise not_ours(_("deux entrées portent le même nom"))
    for name in names:  # neither `..`, nor absolute, nor backslash, nor folder: only the names that we give
        if not layout.NAME.fullmatch(name):
            raise not_ours(_("une entrée porte un nom inattendu, « %(name)s »") % {"name": shown(name)})


def shown(text: str) -> str:
    """Return a text from an archive as a sentence may quote it: short, without what moves a cursor."""
    return "".join(each if each.isprintable() else "�" for each in text[:80])


def _refuse_kinds(entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        plain = kind in {0, stat.S_IFREG} and entry.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        if not plain or entry.flag_bits & ENCRYPTED:
            raise not_ours(_("« %(name)s » n’est pas un simple fichier") % {"name": shown(entry.filename)})


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    """From the sizes that are announced; reading an entry never goes beyond its own."""
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise too_big(_("plus de 200 Go"))
    for entry in entries:
        if entry.file_size > SMALL + MAX_RATIO * entry.compress_size:
            raise too_big(_("« %(name)s » se déplie démesurément") % {"name": shown(entry.filename)})


def _refuse_overlaps(entries: list[zipfile.ZipInfo]) -> None:
    """Two entries that share their bytes unpack far more than the file weighs; so does what lies before the first."""
    place = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < place or (place == 0 and entry.header_offset):
            raise not_ours(_("des entrées se chevauchent"))
        place = entry.header_offset + LOCAL_HEADER + len(entry.orig_filename) + entry.compress_size

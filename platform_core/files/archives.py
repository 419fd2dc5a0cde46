"""Office documents are ZIP archives: which one it is, and that it is no bomb, no program and nothing else besides."""

import io
import re
import zipfile
import zlib
from typing import IO

from django.utils.translation import gettext as _

from platform_core.files.errors import UploadRefused
from platform_core.files.kinds import KINDS

MAX_ENTRIES = 4_000
MAX_UNPACKED = 500_000_000  # bytes
MAX_RATIO = 300  # times; text of a large spreadsheet packs about 50 times
_MAX_PART = 1_000_000  # bytes of a part that says what the document is

_OOXML = {
    "docx": ("word/", b"wordprocessingml.document.main+xml"),
    "xlsx": ("xl/", b"spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/", b"presentationml.presentation.main+xml"),
}
# Macros of Microsoft Office and of LibreOffice, ActiveX controls, and a program put beside the document.
_PROGRAMS = re.compile(
    r"(?:.*/)?(?:vba(?:project|data)[^/]*|activex/.*)$|Basic/|Scripts/|.*\.(?:class|jar|exe|dll|js|php|sh|bat|cmd|ps1|vbs)$",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(r"/|[A-Za-z]:|(?:.*/)?\.\.(?:/|$)|.*[\\\x00]")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError)
_END = b"PK\x05\x06"  # of a ZIP without a comment: this mark, then 18 bytes, the last two 0


def office_kind(file: IO[bytes], size: int) -> str:
    """One of "odt", "ods", "odp", "docx", "xlsx" or "pptx"; UploadRefused for any other archive, and for a harmful one."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries, size)
            _refuse_trick(file, entries)
            _refuse_program(entries)
            kind = _opendocument(archive, entries) or _openxml(archive, entries)
    except _UNREADABLE as error:
        raise UploadRefused("damaged", _damaged()) from error
    if not kind:
        raise UploadRefused("archive", _("Les archives (ZIP) ne sont pas acceptées. Ajoutez les fichiers un par un."))
    return kind


def _refuse_bomb(entries: list[zipfile.ZipInfo], size: int) -> None:
    """From the sizes that the archive announces; nothing is unpacked here but two small parts, within a limit."""
    unpacked = sum(entry.file_size for entry in entries)
    packed_too_well = unpacked > MAX_UNPACKED / 10 and unpacked > MAX_RATIO * size
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or packed_too_well:
        raise UploadRefused(
            "bomb",
            _("Ce document est trop volumineux une fois ouvert. Allégez-le (images plus petites), puis réessayez."),
        )


def _refuse_trick(file: IO[bytes], entries: list[zipfile.ZipInfo]) -> None:
    """Nothing before the archive, nothing after, no name twice or outside, nothing locked: one reading only."""
    file.seek(-22, io.SEEK_END)
    end = file.read(22)
    names = [entry.filename for entry in entries]
    tricked = (
        not (end.startswith(_END) and end.endswith(b"\0\0"))
        or min((entry.header_offset for entry in entries), default=1) != 0
        or len(set(names)) != len(names)
        or any(_OUTSIDE.match(entry.orig_filename) for entry in entries)
        or any(entry.flag_bits & 1 for entry in entries)
    )
    if tricked:
        raise UploadRefused("damaged", _damaged())


def _refuse_program(entries: list[zipfile.ZipInfo]) -> None:
    if any(_PROGRAMS.match(entry.filename) for entry in entries):
        raise UploadRefused("program", _program())


def _opendocument(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    """OpenDocument says what it is in its first part, stored as it is (ODF 1.3, part 2, 3.3)."""
    if entries[0].filename != "mimetype" or entries[0].compress_type != zipfile.ZIP_STORED:
        return ""
    told = _part(archive, entries[0]).decode("ascii", "replace").strip()
    return next((kind for kind in ("odt", "ods", "odp") if KINDS[kind].content_type == told), "")


def _openxml(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    """Office Open XML lists the types of its parts (ECMA-376, part 2); the list is looked at, not parsed."""
    types = next((entry for entry in entries if entry.filename == "[Content_Types].xml"), None)
    if not types:
        return ""
    listed = _part(archive, types)
    if b"macroEnabled" in listed:
        raise UploadRefused("program", _program())
    for kind, (folder, main_type) in _OOXML.items():
        if main_type in listed and any(entry.filename.startswith(folder) for entry in entries):
            return kind
    return ""


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as part:
        return part.read(_MAX_PART)


def _damaged() -> str:
    return _("Ce document est abîmé ou protégé par un mot de passe ; nous ne pouvons pas le lire.")


def _program() -> str:
    return _("Ce document contient un programme (macro). Enregistrez-le sans macro ou en PDF, puis réessayez.")

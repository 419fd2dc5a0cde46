"""A file is what its content says. What is not surely one of the kinds we know is refused, and told why."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from platform_core.files.archives import office_kind
from platform_core.files.errors import UploadRefused
from platform_core.files.kinds import KINDS, PICTURES
from platform_core.files.names import with_extension
from platform_core.files.pictures import check_picture
from platform_core.files.scanning import Scan, refuse_disguise, scan
from platform_core.files.texts import text_kind

__all__ = ["CheckedFile", "UploadRefused", "check_upload"]

_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What a file is: a key of `KINDS`, what a browser is told, bytes, hexadecimal SHA-256, the name to show."""

    kind: str
    content_type: str
    size: int
    sha256: str
    clean_name: str


def check_upload(file: IO[bytes], *, allowed: Collection[str], max_bytes: int, name: str = "") -> CheckedFile:
    """Tell what the file (it can seek; left at its start) is, from its content; its name is only for people.

    `allowed`: keys of `KINDS`. `name` defaults to the file's own. UploadRefused, with a sentence for the person, when it
    is empty, too big, of no known or no allowed kind, or more than one kind at once.
    """
    name = name or str(getattr(file, "name", None) or "")
    size, digest = _measure(file, max_bytes)
    seen = scan(file)
    kind = _kind(file, seen, name, size)
    if kind not in allowed:
        raise UploadRefused("type_not_allowed", _not_allowed(name, allowed))
    refuse_disguise(kind, seen)
    if kind in PICTURES:
        check_picture(file)
    file.seek(0)
    return CheckedFile(kind, KINDS[kind].content_type, size, digest, with_extension(name, KINDS[kind].extensions))


def _measure(file: IO[bytes], max_bytes: int) -> tuple[int, str]:
    """Read no more than the limit, whatever the size that was announced."""
    file.seek(0)
    size, digest = 0, hashlib.sha256()
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        digest.update(chunk)
        if size > max_bytes:
            limit = number_format(max_bytes / 1_000_000, 0 if max_bytes % 1_000_000 == 0 else 1)
            raise UploadRefused("too_big", _("Ce fichier est trop lourd : le maximum est %s Mo.") % limit)
    if not size:
        raise UploadRefused("empty", _("Ce fichier est vide."))
    return size, digest.hexdigest()


def _kind(file: IO[bytes], seen: Scan, name: str, size: int) -> str:
    start = seen.start
    for mark, kind in ((b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"%PDF-", "pdf")):
        if start.startswith(mark):
            return kind
    if start.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "webp"
    if start.startswith(b"PK\x03\x04"):
        return office_kind(file, size)
    return _unknown(seen, name)


def _unknown(seen: Scan, name: str) -> str:
    """Text if it is one; else the sentence that helps with the formats that people do have."""
    if seen.start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise UploadRefused(
            "old_office",
            _("Ce format de document est ancien (DOC, XLS, PPT). Enregistrez-le en PDF, ODT ou DOCX, puis réessayez."),
        )
    if seen.start[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypheim", b"ftypavif"}:
        raise UploadRefused(
            "heic",
            _("Ce format de photo (HEIC ou AVIF) n’est pas lu partout. Enregistrez la photo en JPEG, puis réessayez."),
        )
    if kind := text_kind(seen, PurePosixPath(name).suffix.lower()):
        return kind
    raise UploadRefused(
        "unknown_type",
        _("Nous ne reconnaissons pas ce fichier. Il est peut-être abîmé, ou son format n’est pas accepté."),
    )


def _not_allowed(name: str, allowed: Collection[str]) -> str:
    names = ", ".join(kind.upper() for kind in KINDS if kind in allowed)
    return _("Ce type de fichier n’est pas accepté ici. Formats acceptés : %s.") % names

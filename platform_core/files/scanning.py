"""One pass over a file's bytes: its beginning, and the marks of another kind of file hidden in it (a polyglot)."""

import re
import zipfile
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from platform_core.files.errors import UploadRefused
from platform_core.files.kinds import PICTURES

_CHUNK = 1 << 18
_OVERLAP = 64  # more than the longest mark, so that none is missed between two chunks
_START = 4096

# What makes a browser, a server or a viewer take a file for something else.
# Long enough not to be met by chance in the compressed data of a photograph.
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|script|svg|iframe|\?php|\?xml-stylesheet)[\s/>]", re.IGNORECASE)
_PDF = re.compile(rb"%PDF-[12]\.\d")
# A program in a PDF (one goes with the name JavaScript): names may be written with #xx escapes (ISO 32000, 7.3.5).
_PROGRAM = re.compile(rb"/(?:JavaScript|Launch|RichMedia)\b")
_TEXT_BYTES = bytes(byte for byte in range(256) if byte >= ord(" ") and byte != ord("\x7f")) + b"\t\n\r\f"
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Scan:
    """What the pass found. `binary`: a byte that no text holds."""

    start: bytes
    markup: bool
    pdf: bool
    program: bool
    archive: bool
    binary: bool


def scan(file: IO[bytes]) -> Scan:
    """Look at the whole file, a chunk at a time."""
    archive = zipfile.is_zipfile(file)
    file.seek(0)
    markup = pdf = program = binary = False
    tail = start = b""
    while chunk := file.read(_CHUNK):
        window = tail + chunk
        start = start or chunk[:_START]
        markup = markup or _MARKUP.search(window) is not None
        pdf = pdf or _PDF.search(window) is not None
        program = program or _PROGRAM.search(_ESCAPED.sub(_unescape, window)) is not None
        binary = binary or not_text(chunk)
        tail = window[-_OVERLAP:]
    return Scan(start, markup, pdf, program, archive, binary)


def not_text(chunk: bytes) -> bool:
    """Whether it holds a control byte other than tab, line ends and form feed."""
    return chunk.translate(None, _TEXT_BYTES) != b""


def refuse_disguise(kind: str, seen: Scan) -> None:
    """UploadRefused when a file of this kind is also something else, or holds a program."""
    inside_picture = kind in PICTURES and (seen.markup or seen.pdf or seen.archive)
    inside_pdf = kind == "pdf" and (seen.archive or _MARKUP.search(seen.start[:1024]) is not None)
    if inside_picture or inside_pdf:
        raise UploadRefused(
            "disguised",
            _("Ce fichier en cache un autre. Ouvrez-le, enregistrez-le sous un nouveau nom, puis réessayez."),
        )
    if kind == "pdf" and seen.program:
        raise UploadRefused(
            "program",
            _(
                "Ce PDF contient un programme. Ouvrez-le, choisissez « Imprimer » puis « Enregistrer en PDF », et réessayez avec ce nouveau fichier."
            ),
        )


def _unescape(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 16)])

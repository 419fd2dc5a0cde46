"""What a file that claims to be CSV is: its encoding and its separator, or the sentence that says what to do."""

import codecs
import csv
import io
from typing import IO

from django.utils.formats import number_format
from django.utils.translation import gettext as _

DELIMITERS = ";,\t"

_CHUNK = 1 << 18
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # XLSX and ODS; XLS


class UnreadableTable(ValueError):
    """The file cannot be read as a table: `code` for programs, `message` for people, `line` where there is one."""

    def __init__(self, code: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.line = code, message, line


def guess_encoding(file: IO[bytes], *, max_bytes: int, known: str = "") -> str:
    """The encoding of the whole file: the `known` one, else by its mark, else UTF-8 when valid, else Windows-1252.

    Leaves the file at its start. UnreadableTable when it is empty, too big, a workbook, or no text at all.
    """
    file.seek(0)
    start = file.read(4)
    _refuse_what_is_no_text(start)
    marked = next((name for mark, name in _MARKS.items() if start.startswith(mark)), "")
    candidates = [known or marked] if known or marked else ["utf-8", "cp1252"]
    for encoding in candidates:
        if _decodes(file, encoding, max_bytes):
            file.seek(0)
            return encoding
    message = _("Ce fichier n’est pas un texte lisible. Enregistrez-le au format « CSV UTF-8 » dans votre tableur.")
    raise UnreadableTable("not_text", message)


def guess_delimiter(header: str) -> str:
    """The separator of the columns, from the first record of the file: the one that makes most columns."""

    def columns(delimiter: str) -> int:
        return len(next(csv.reader(io.StringIO(header, newline=""), delimiter=delimiter), []))

    return max(DELIMITERS, key=columns)


def _refuse_what_is_no_text(start: bytes) -> None:
    if not start:
        raise UnreadableTable("empty", _("Ce fichier est vide."))
    if start.startswith(_WORKBOOKS):
        message = _(
            "Ce fichier est un classeur (XLSX, XLS ou ODS). Ouvrez-le dans votre tableur, puis « Enregistrer sous » au format « CSV UTF-8 »."
        )
        raise UnreadableTable("workbook", message)


def _decodes(file: IO[bytes], encoding: str, max_bytes: int) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    size = 0
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        if size > max_bytes:
            limit = number_format(max_bytes / 1_000_000, 0)
            raise UnreadableTable(
                "too_big", _("Ce fichier dépasse %(limit)s Mo. Partagez-le en plusieurs.") % {"limit": limit}
            )
        if not _valid(decoder, chunk):
            return False
    return _valid(decoder, b"", final=True)


def _valid(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        return "\0" not in decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False

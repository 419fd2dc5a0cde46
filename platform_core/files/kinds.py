"""The kinds of files that people may add, each with its extensions and what a browser is told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """`extensions`: those accepted, the usual one first."""

    content_type: str
    extensions: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OASIS = "application/vnd.oasis.opendocument"

KINDS: dict[str, Kind] = {
    "jpeg": Kind("image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif")),
    "png": Kind("image/png", (".png",)),
    "webp": Kind("image/webp", (".webp",)),
    "gif": Kind("image/gif", (".gif",)),
    "pdf": Kind("application/pdf", (".pdf",)),
    "odt": Kind(f"{_OASIS}.text", (".odt",)),
    "ods": Kind(f"{_OASIS}.spreadsheet", (".ods",)),
    "odp": Kind(f"{_OASIS}.presentation", (".odp",)),
    "docx": Kind(f"{_OFFICE}.wordprocessingml.document", (".docx",)),
    "xlsx": Kind(f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",)),
    "pptx": Kind(f"{_OFFICE}.presentationml.presentation", (".pptx",)),
    "txt": Kind("text/plain; charset=utf-8", (".txt", ".text")),
    "csv": Kind("text/csv; charset=utf-8", (".csv",)),
}

PICTURES = frozenset({"jpeg", "png", "webp", "gif"})
DOCUMENTS = frozenset(KINDS) - PICTURES

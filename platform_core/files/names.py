"""Names of files: what people see of one, and how it is told to a browser. Never where a file is stored."""

import re
from pathlib import PurePosixPath
from unicodedata import combining, normalize
from urllib.parse import quote

from django.utils.translation import gettext as _

from platform_core.richtext import clean_line

MAX_CHARACTERS = 120

_REFUSED = re.compile(r'[<>:"|?*\x00-\x1f]+')  # Windows refuses them
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)  # devices of Windows
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}$")
_NOT_ASCII_TOKEN = re.compile(r"[^A-Za-z0-9 ._()\[\],=+-]+")


def safe_file_name(name: str) -> str:
    """The name to show and to give when the file is downloaded: at most 120 characters, its extension kept.

    No folder, no control or direction character, nothing that a system refuses; not hidden (`.htaccess`).
    """
    last = re.split(r"[/\\]", clean_line(name.replace("\0", "")))[-1]
    kept = _REFUSED.sub("-", last).strip(" .-~")
    found = _EXTENSION.search(kept)
    extension = found[0] if found else ""
    stem = kept[: len(kept) - len(extension)].strip(" .") or _("fichier")
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return stem[: MAX_CHARACTERS - len(extension)].rstrip(" .") + extension


def with_extension(name: str, extensions: tuple[str, ...]) -> str:
    """The safe name, with the first of `extensions` when it has none of them."""
    safe = safe_file_name(name)
    if PurePosixPath(safe).suffix.lower() in extensions:
        return safe
    return safe_file_name(safe[: MAX_CHARACTERS - len(extensions[0])].rstrip(" .") + extensions[0])


def content_disposition(name: str, *, inline: bool = False) -> str:
    """The value of the Content-Disposition header for a file of that name (RFC 6266, RFC 8187)."""
    safe = safe_file_name(name)
    plain = "".join(letter for letter in normalize("NFKD", safe) if not combining(letter))
    plain = _NOT_ASCII_TOKEN.sub("_", plain.replace("œ", "oe").replace("Œ", "OE").replace("’", "'"))
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"

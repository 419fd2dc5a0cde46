"""The platform's public pages that robots are told of: those of the directory, and those that higher layers add."""

from __future__ import annotations

_names = [
    "directory:home",
    "directory:spaces",
    "opening:start",
    "directory:charter",
    "directory:legal",
    "directory:privacy",
    "directory:accessibility",
]


def register_public_page(url_name: str) -> None:
    """Add a page of the apex site to its site map; twice changes nothing."""
    if url_name not in _names:
        _names.append(url_name)


def public_pages() -> tuple[str, ...]:
    """Return the names of their addresses, in order."""
    return tuple(_names)

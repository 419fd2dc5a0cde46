"""From a version of the format to the next: the manifest of an older archive becomes that of today, one step at a time.

A step receives the manifest and returns the next version's. Rows need no step: they are read into the tables of their
time, then migrated (history.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tenants.archive.registry import PORTABLE

Manifest = dict[str, Any]


def _to_2(manifest: Manifest) -> Manifest:
    """Version 1 listed the files in the manifest, gave the tables by name and did not say their columns nor numbers."""
    listed = manifest["files"]
    tables = [
        {"name": name, "rows": each["rows"], "sha256": each["sha256"], "columns": None, "last_number": None}
        for name, each in sorted(manifest["tables"].items())
    ]
    files = {
        "count": len(listed),
        "missing": 0,
        "bytes": sum(each["size"] for each in listed),
        "listed": listed,
    }
    total = {"tables": len(tables), "rows": sum(each["rows"] for each in tables), "files": len(listed)}
    changed = {"format_version": 2, "profile": PORTABLE, "tables": tables, "files": files, "total": total}
    return {**manifest, **changed}


STEPS: dict[int, Callable[[Manifest], Manifest]] = {1: _to_2}


def upgraded(manifest: Manifest) -> Manifest:
    """Return the manifest in today's version."""
    while step := STEPS.get(manifest["format_version"]):
        manifest = step(manifest)
    return manifest

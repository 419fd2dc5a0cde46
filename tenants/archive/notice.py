"""The README.md of an archive: what the format is, then what this one holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from tenants.archive.registry import left_out

NOTICE = Path(__file__).parent / "content" / "notice.txt"  # in French, as the archive's readers are


def notice(manifest: Mapping[str, Any], profile: str) -> str:
    """Return the notice: the documentation of the format, then the tables, then what is not in it and why."""
    facts, files = manifest["space"], manifest["files"]
    held = [f"| `{one['name']}` | {one['rows']} | `{one['sha256'][:16]}…` |" for one in manifest["tables"]]
    absent = [f"| `{one.label}` | {one.reason} |" for one in left_out(profile).values()]
    return Template(NOTICE.read_text(encoding="utf-8")).substitute(
        name=facts["name"],
        organisation=facts["organisation"],
        host=manifest["former"]["host"],
        made_at=manifest["made_at"],
        rows=manifest["total"]["rows"],
        files=files["count"],
        missing=files["missing"],
        held="\n".join(held),
        absent="\n".join(absent),
    )

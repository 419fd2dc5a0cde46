"""The README.md of an archive: what the format is, then what this one holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tenants.archive.registry import left_out

FORMAT_NOTICE = Path(__file__).parent / "content" / "LISEZMOI.md"


def notice(manifest: Mapping[str, Any], profile: str) -> str:
    """Return the notice, in French: the documentation of the format, then the tables, then what is not in it and why."""
    facts, files = manifest["space"], manifest["files"]
    head = f"# Archive de « {facts['name']} »\n\n{facts['organisation']}, {manifest['former']['host']}, {manifest['made_at']}"
    held = [f"| `{one['name']}` | {one['rows']} | `{one['sha256'][:16]}…` |" for one in manifest["tables"]]
    absent = [f"| `{one.label}` | {one.reason} |" for one in left_out(profile).values()]
    return "\n".join(
        [
            head,
            "",
            FORMAT_NOTICE.read_text(encoding="utf-8"),
            "## Ce que contient celle-ci",
            "",
            f"{manifest['total']['rows']} lignes, {files['count']} fichiers ({files['missing']} manquants).",
            "",
            "| table | lignes | SHA-256 |",
            "|---|---|---|",
            *held,
            "",
            "## Ce qu’elle ne contient pas",
            "",
            "| table | raison |",
            "|---|---|",
            *absent,
            "",
        ]
    )

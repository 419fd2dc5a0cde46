"""The receipt of a deletion: what it says, and how one finds out that it was changed."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

from platform_core.scope import derive_key, derive_keys
from tenants.spaces.models import Deletion, Receipt, Space

FACTS = (
    "schema_name", "label", "name", "organisation", "origin", "asked_by", "approved_by", "reason", "asked_at",
    "deleted_at", "counts",
)  # fmt: skip
PURPOSE = "spaces.receipt"


def receipt_of(space: Space, decision: Deletion, *, deleted_at: datetime) -> dict[str, Any]:
    """Return the fields of the receipt of a deletion, its checksum and its seal. On the platform."""
    about = {each: getattr(space, each) for each in ("schema_name", "label", "name", "organisation")}
    why = {each: getattr(decision, each) for each in ("origin", "asked_by", "approved_by", "reason", "asked_at")}
    facts = {**about, **why, "deleted_at": deleted_at, "counts": decision.counts}
    return {**facts, "checksum": _checksum(facts), "seal": _seal(facts, derive_key(PURPOSE))}


def is_genuine(receipt: Receipt) -> bool:
    """Tell whether a receipt still says what it said when it was sealed. On the platform."""
    facts = {each: getattr(receipt, each) for each in FACTS}
    return receipt.checksum == _checksum(facts) and any(
        hmac.compare_digest(receipt.seal, _seal(facts, key)) for key in derive_keys(PURPOSE)
    )


def _text(facts: dict[str, Any]) -> bytes:
    """Return the facts as one text, the same whatever the order and the time zone they were read in."""
    plain = {
        name: value.astimezone(UTC).isoformat(timespec="milliseconds") if isinstance(value, datetime) else value
        for name, value in facts.items()
    }
    return json.dumps(plain, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()


def _checksum(facts: dict[str, Any]) -> str:
    return hashlib.sha256(_text(facts)).hexdigest()


def _seal(facts: dict[str, Any], key: str) -> str:
    return hmac.new(key.encode(), _text(facts), hashlib.sha256).hexdigest()

"""What a space is apart from its tables: its name, its words, its place. Carried by the archive, given to the copy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import CharField, Field, TextField
from django.utils import timezone
from django.utils.translation import gettext as _

from tenants.archive.refusals import not_ours, too_recent
from tenants.spaces.models import Space

# Fields of a space that are not carried, each with the reason.
NOT_CARRIED = {
    "id": "the number of a row of that platform",
    "schema_name": "drawn by each platform, never given twice",
    "label": "chosen when the archive is imported; the former one is in the manifest, for people",
    "own_host": "proved on that platform; to be proved again on this one",
    "near_limits": "what that platform last saw of its use; looked at again here",
    "state": "the life of that space, not of its copy",
    "state_reason": "likewise",
    "state_since": "likewise",
    "reopens_as": "likewise",
    "delete_at": "likewise",
    "signing_key": "links and tokens of the former space must be worth nothing in its copy",
    "schema_version": "that of the platform which imports",
    "created_at": "the copy's own",
    "last_activity_at": "likewise",
    "settled_at": "likewise: its team has first steps of its own",
    "searched": "computed by the database",
    "features_refused": "the operator's own decision, on each platform",
    "banners": "what the operators of that platform say to its teams",
    "paused": "the state of that platform",
}


def carried() -> list[Field[Any, Any]]:
    """Return the fields of a space that its archive carries."""
    return [field for field in Space._meta.local_concrete_fields if field.name not in NOT_CARRIED]


def portrait_of(space: Space) -> dict[str, Any]:
    """Return what the manifest says of a space."""
    facts = {field.name: getattr(space, field.name) for field in carried()}
    return {name: _as_json(value) for name, value in facts.items()}


def facts_from(portrait: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a space to make from a manifest; `ArchiveRefused` for one unknown, missing or badly formed."""
    fields = {field.name: field for field in carried()}
    unknown = sorted(set(portrait) - set(fields))
    if unknown:
        raise too_recent(", ".join(unknown[:3])[:200])
    facts = {name: _cleaned(fields[name], value) for name, value in portrait.items()}
    facts.setdefault("opened_at", timezone.now())  # older archives do not say it: all spaces were opened at once
    return facts


def _as_json(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _cleaned(field: Field[Any, Any], value: object) -> Any:
    try:
        if isinstance(field, CharField | TextField) and not (isinstance(value, str) and "\0" not in value):
            raise TypeError(field.name)
        cleaned = field.clean(value, None)
        if isinstance(cleaned, datetime) and timezone.is_naive(cleaned):
            raise ValueError(field.name)
    except (ValidationError, TypeError, ValueError) as error:
        raise not_ours(_("le champ « %(name)s » de l’espace est mal rempli") % {"name": field.name}) from error
    return cleaned

"""The description turned into what its page reads: groups of operations, each with its lines, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

JSON = "application/json"
REFERENCE = "$ref"


@dataclass(frozen=True)
class Line:
    """One parameter, or one field of a body."""

    name: str
    kind: str
    is_required: bool
    words: str


@dataclass(frozen=True)
class Entry:
    """One operation, as it is read."""

    anchor: str
    method: str
    path: str
    summary: str
    text: str
    is_open: bool
    query: list[Line]
    body: list[Line]
    codes: list[tuple[str, str]]
    sent: str
    answered: str


def manual(description: Mapping[str, Any]) -> dict[str, list[Entry]]:
    """Return the operations of a description, by tag, in the order of their addresses."""
    groups: dict[str, list[Entry]] = {}
    for path, methods in description["paths"].items():
        for method, told in methods.items():
            groups.setdefault(told["tags"][0], []).append(_entry(description, path, method, told))
    return groups


def _entry(description: Mapping[str, Any], path: str, method: str, told: Mapping[str, Any]) -> Entry:
    body = _content(told.get("requestBody", {}))
    good: Mapping[str, Any] = next((answer for code, answer in told["responses"].items() if code.startswith("2")), {})
    return Entry(
        anchor=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        text=told["description"],
        is_open={} in told.get("security", []),
        query=[_line(description, one["name"], one["schema"], one) for one in _asked(told)],
        body=list(_fields(description, body.get("schema", {}))),
        codes=[
            (code, answer.get("description") or _("C’est fait.")) for code, answer in sorted(told["responses"].items())
        ],
        sent=_example(body),
        answered=_example(_content(good)),
    )


def _asked(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in told.get("parameters", []) if one["in"] == "query"]


def _fields(description: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Line]:
    found = _resolved(description, schema)
    for name, inner in found.get("properties", {}).items():
        about = {"required": name in found.get("required", []), "description": inner.get("description", "")}
        yield _line(description, name, inner, about)


def _line(description: Mapping[str, Any], name: str, schema: Mapping[str, Any], about: Mapping[str, Any]) -> Line:
    words = str(about.get("description", "")).partition("\n")[0]
    return Line(name, kind_of(description, schema), bool(about.get("required")), words)


def kind_of(description: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Say in words what a schema admits."""
    found = _resolved(description, schema)
    choices = [str(one) for one in found.get("enum", []) if one not in {None, ""}]
    if choices:
        return _("une valeur parmi : %(values)s") % {"values": ", ".join(choices)}
    known = {
        "integer": _("nombre entier"),
        "number": _("nombre"),
        "boolean": _("vrai ou faux"),
        "array": _("liste"),
        "string": _("texte"),
    }
    return known.get(found.get("type", ""), _("objet"))


def _resolved(description: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = [*schema.get("allOf", []), *schema.get("oneOf", [])]
    if REFERENCE not in schema and len(inner) >= 1:
        schema = inner[0]
    if REFERENCE in schema:
        found: Mapping[str, Any] = description["components"]["schemas"][schema[REFERENCE].rpartition("/")[2]]
        return found
    return schema


def _content(part: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = part.get("content", {}).get(JSON, {})
    return found


def _example(content: Mapping[str, Any]) -> str:
    value = next((one["value"] for one in content.get("examples", {}).values()), None)
    return "" if value is None else json.dumps(value, ensure_ascii=False, indent=2)

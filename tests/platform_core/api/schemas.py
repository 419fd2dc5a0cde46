"""The description of the API as tests read it: its operations, and JSON Schemas that check answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import translation
from jsonschema import Draft202012Validator

from platform_core.api.schema import description

URLCONFS = {"space": "deploy.urls.space", "apex": "deploy.urls.platform"}


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    host: str
    path: str
    method: str
    told: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.host} {self.method} {self.path.removeprefix('/api/v1')}"

    @property
    def parameters(self) -> list[dict[str, Any]]:
        """Return those of the path and of the query."""
        return [one for one in self.told.get("parameters", []) if one["in"] in {"path", "query"}]

    @property
    def body(self) -> dict[str, Any] | None:
        """Return the schema of the body, `None` when there is none."""
        content = self.told.get("requestBody", {}).get("content", {})
        found: dict[str, Any] | None = content.get("application/json", {}).get("schema")
        return found

    def answer(self, status: int) -> dict[str, Any] | None:
        """Return the schema of an answer; raises `KeyError` for a status that is not told."""
        content = self.told["responses"][str(status)].get("content", {})
        found: dict[str, Any] | None = content.get("application/json", {}).get("schema")
        return found


@cache
def described(host: str) -> dict[str, Any]:
    """Return the description of a host, in French."""
    with translation.override("fr"):
        return description(URLCONFS[host])


def operations() -> list[Operation]:
    """Return every operation of both hosts."""
    return [
        Operation(host, path, method, told)
        for host in URLCONFS
        for path, methods in described(host)["paths"].items()
        for method, told in methods.items()
    ]


def resolved(host: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema, or the one it refers to."""
    if "$ref" in schema:
        found: dict[str, Any] = described(host)["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return found
    return schema


def faults(host: str, schema: dict[str, Any], value: Any) -> list[str]:
    """Return what in a JSON value is not as a schema says. Fields that the schema does not name are faults."""
    strict = _strict({**schema, "components": described(host)["components"]})
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in Draft202012Validator(strict).iter_errors(value)]


def _strict(schema: Any) -> Any:
    """Turn a schema of OpenAPI 3.0 into a JSON Schema: null where it may be, and no other field than those named."""
    if isinstance(schema, list):
        return [_strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _strict(inner) for name, inner in schema.items() if name != "nullable"}
    if "properties" in made and "additionalProperties" not in made:
        made["additionalProperties"] = False
    return {"anyOf": [made, {"type": "null"}]} if schema.get("nullable") is True else made


def examples(operation: Operation) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yield (schema, value) for each example of an operation."""
    content = operation.told.get("requestBody", {}).get("content", {})
    parts = [content.get("application/json", {})]
    parts += [told.get("content", {}).get("application/json", {}) for told in operation.told["responses"].values()]
    for part in parts:
        for example in part.get("examples", {}).values():
            yield part["schema"], example["value"]

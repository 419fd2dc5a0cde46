"""Builds frozen dataclasses from JSON, strictly: an unknown or missing key or a wrong type is an error, never a guess."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def read_json(path: Path) -> Any:
    """The content of a UTF-8 JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def build(cls: type[T], data: Mapping[str, Any]) -> T:
    """An instance of the dataclass `cls`; TypeError or ValueError names the class and the key at fault."""
    hints = get_type_hints(cls)
    known = {field.name for field in fields(cls)}  # type: ignore[arg-type] # cls is a dataclass, which TypeVar cannot say
    if unknown := set(data) - known:
        message = f"{cls.__name__}: unknown {sorted(unknown)}"
        raise TypeError(message)
    return cls(**{name: _convert(hints[name], value, f"{cls.__name__}.{name}") for name, value in data.items()})


def build_all(cls: type[T], rows: list[dict[str, Any]]) -> tuple[T, ...]:
    """One instance per row."""
    return tuple(build(cls, row) for row in rows)


def _convert(hint: Any, value: Any, where: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _convert_optional(hint, value, where)
    if origin is tuple:
        _check(isinstance(value, list), where)
        return tuple(_convert(get_args(hint)[0], item, where) for item in value)
    if origin is Mapping:
        _check(isinstance(value, dict), where)
        return {key: _convert(get_args(hint)[1], item, f"{where}[{key}]") for key, item in value.items()}
    if origin is Literal:
        _check(value in get_args(hint), where)
        return value
    if is_dataclass(hint) and isinstance(hint, type):
        _check(isinstance(value, dict), where)
        return build(hint, value)
    if hint is date:
        return date.fromisoformat(value)
    return _checked_scalar(hint, value, where)


def _convert_optional(hint: Any, value: Any, where: str) -> Any:
    if value is None:
        return None
    inner = next(choice for choice in get_args(hint) if choice is not type(None))
    return _convert(inner, value, where)


def _checked_scalar(hint: Any, value: Any, where: str) -> Any:
    expected = get_origin(hint) or hint
    accepted = (int, float) if expected is float else expected
    _check(isinstance(value, accepted) and not (isinstance(value, bool) and expected is not bool), where)
    return value


def _check(condition: bool, where: str) -> None:  # noqa: FBT001 - the condition is the whole point
    if not condition:
        message = f"{where}: wrong type or value"
        raise ValueError(message)

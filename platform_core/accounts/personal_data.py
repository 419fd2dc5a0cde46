"""What is kept of a person, wherever it is: given to them on request, and erased with their account.

A slice says so in its `apps.py`, one line a table: `register_personal_data(PersonalData("supports.Support", "person",
_("Mes soutiens")))`. A test finds the tables that lead to an account and that nobody declared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import BinaryField, Field, ForeignKey, GeneratedField, Model, QuerySet

from platform_core.accounts.models import User

DELETE, ANONYMISE = "delete", "anonymise"
SECRETS = ("password", "secret_hash", "data")  # `data`: the key of an application of codes


class Declared(Protocol):
    """Where something is kept of a person. A modality declares it in its own `Modality`."""

    @property
    def model(self) -> str:
        """Return app_label.Model."""

    @property
    def person(self) -> str:
        """Return the field, or the path of fields, that leads to the account."""

    @property
    def label(self) -> Any:
        """Return what it is, in the words of its owner."""

    @property
    def on_erasure(self) -> str:
        """Return "delete", or "anonymise": the row stays, its account has no name any more."""


@dataclass(frozen=True)
class PersonalData:
    """See `Declared`."""

    model: str
    person: str
    label: Any
    on_erasure: str = ANONYMISE


_declared: list[Declared] = []
_sources: list[Callable[[], Iterable[Declared]]] = []
_erasers: dict[str, Callable[[User, bool], None]] = {}


def register_personal_data(*items: Declared) -> None:
    """Say where something is kept of a person."""
    _declared.extend(item for item in items if item not in _declared)


def register_source(source: Callable[[], Iterable[Declared]]) -> None:
    """Give declarations that are known only later (those of modalities)."""
    _sources.append(source)


def on_erasure(name: str, erase: Callable[[User, bool], None]) -> None:
    """Register what else erasing an account takes: `erase(user, withdraw)`, in the same transaction.

    `withdraw` tells whether the person takes back what they published. Runs while the account still has its name.
    """
    _erasers[name] = erase


def declared() -> Iterator[Declared]:
    """Yield every declaration; of two that lead to the same rows, the first."""
    seen = set()
    for item in [*_declared, *(item for source in _sources for item in source())]:
        if (item.model, item.person) not in seen:
            seen.add((item.model, item.person))
            yield item


def rows_of(item: Declared, user: User) -> QuerySet[Model]:
    """Return the rows of a declaration that are about a person."""
    rows: QuerySet[Model] = apps.get_model(item.model)._default_manager.filter(**{item.person: user}).order_by("pk")
    return rows


def everything_about(user: User) -> dict[str, Any]:
    """Return all that is kept of a person, as JSON values: the account, then each table by its label."""
    found: dict[str, Any] = {"compte": _values(user)}
    for item in declared():
        rows = [_values(row) for row in rows_of(item, user)]
        if rows:
            found.setdefault(str(item.label), []).extend(rows)
    return found


def erase_rows(user: User, *, withdraw: bool) -> None:
    """Do what erasing takes in every slice, inside the transaction of the caller."""
    for erase in _erasers.values():
        erase(user, withdraw)
    for item in declared():
        if item.on_erasure == DELETE:
            rows_of(item, user).delete()


def _values(row: Model) -> dict[str, Any]:
    """Return the fields of a row that are its person's: no secret, no index, nobody else's account."""
    return {field.name: field.value_from_object(row) for field in row._meta.concrete_fields if _is_theirs(field)}


def _is_theirs(field: Field[Any, Any]) -> bool:
    if isinstance(field, ForeignKey) and issubclass(field.related_model, get_user_model()):
        return False
    return not isinstance(field, BinaryField | GeneratedField) and field.name not in SECRETS

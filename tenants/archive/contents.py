"""What an archive holds, derived from the models of the applications of a space: no list is kept by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps as current
from django.conf import settings
from django.db import models

from tenants.archive.registry import left_out

TEXTS = {"CharField", "TextField", "SlugField", "EmailField"}
NUMBERED = {"AutoField", "BigAutoField", "SmallAutoField"}


@dataclass(frozen=True)
class Table:
    """One table: the columns that are kept (those that the database computes are not), in alphabetical order.

    Not in the model's: migrations may have added them in another order, and an archive is written the same everywhere.
    """

    name: str
    label: str
    columns: tuple[str, ...]
    key: str  # the primary key's column: rows are written in its order
    key_is_text: bool
    numbered: bool  # the database gives the key its numbers
    files: tuple[str, ...]  # columns that name a stored file
    json: tuple[str, ...]  # JSON columns that may not be NULL: there, null is a value


def space_apps() -> frozenset[str]:
    """Return the labels of the applications whose tables are in a space's schema."""
    return frozenset(config.label for config in current.get_app_configs() if config.name in settings.TENANT_APPS)


def space_models(registry: Any = current) -> Iterable[type[models.Model]]:
    """Yield the models of a space, link tables included, as a registry of applications knows them."""
    labels = space_apps()
    for model in registry.get_models(include_auto_created=True):
        if model._meta.app_label in labels and model._meta.managed and not model._meta.proxy:
            yield model


def tables(profile: str, registry: Any = current) -> list[Table]:
    """Return the tables that archives of a profile hold, in alphabetical order."""
    out = left_out(profile)
    kept = [table_of(model) for model in space_models(registry) if model._meta.label not in out]
    return sorted(kept, key=lambda table: table.name)


def table_of(model: type[models.Model]) -> Table:
    """Return what is kept of a model."""
    meta = model._meta
    fields = [field for field in meta.local_concrete_fields if not getattr(field, "generated", False)]
    kind = meta.pk.get_internal_type()
    target = getattr(meta.pk, "target_field", None)  # a one-to-one key is of the type of what it refers to
    return Table(
        name=meta.db_table,
        label=meta.label,
        columns=tuple(sorted(str(field.column) for field in fields)),
        key=str(meta.pk.column),
        key_is_text=(target.get_internal_type() if target else kind) in TEXTS,
        numbered=kind in NUMBERED,
        files=tuple(str(field.column) for field in fields if isinstance(field, models.FileField)),
        json=tuple(str(field.column) for field in fields if isinstance(field, models.JSONField) and not field.null),
    )

"""How much a space holds: what its receipt says of what was deleted, nothing of what it was."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import Error, models, transaction

from tenants.spaces.models import Space
from tenants.spaces.scopes import entered


def count_space(space: Space) -> dict[str, Any]:
    """Return {"rows": {table: number}, "files": number, "bytes": size of the files}; a table that is ill counts `None`."""
    with entered(space):
        rows = {model._meta.db_table: _rows(model) for model in models_of_a_space()}
    files = [Path(folder, name) for folder, _folders, names in os.walk(_folder(space)) for name in names]
    return {"rows": rows, "files": len(files), "bytes": sum(path.stat().st_size for path in files)}


def models_of_a_space() -> list[type[models.Model]]:
    """Return the models whose tables are in the schema of a space."""
    names = set(settings.TENANT_APPS)
    found = apps.get_models(include_auto_created=True)
    return [each for each in found if each._meta.app_config.name in names and each._meta.managed]


def _rows(model: type[models.Model]) -> int | None:
    try:
        with transaction.atomic():
            return model._base_manager.count()
    except Error:
        return None


def _folder(space: Space) -> Path:
    return Path(settings.MEDIA_ROOT, space.schema_name)

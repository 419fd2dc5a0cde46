"""Which application's tables go into which schema."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings

from platform_core.scope import PLATFORM
from tenants.postgresql.owner import owner_connection


class SchemaRouter:
    """Migrations run on the owner's connection only, and only those of the schema it is in."""

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:
        """Tell whether an application's tables belong to the schema that the owner's connection is in."""
        if db != "owner":
            return False
        names = settings.SHARED_APPS if owner_connection().schema_name == PLATFORM else settings.TENANT_APPS
        return apps.get_app_config(app_label).name in names

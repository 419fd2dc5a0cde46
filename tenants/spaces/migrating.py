"""Migrate the spaces that lag, and only those."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import Error
from django.db.migrations.exceptions import MigrationSchemaMissing

from tenants.postgresql.owner import migrate_schema, owner_connection
from tenants.postgresql.roles import grant_sql
from tenants.spaces.models import Space, State
from tenants.spaces.scopes import platform

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tenants.spaces.models import Snapshot


def migrate_spaces(snapshot: Snapshot) -> Iterator[tuple[Space, str]]:
    """Migrate each space whose version is not the snapshot's; yields the space and "" or what failed. One failure does
    not stop the rest.
    """
    with platform():
        lagging = list(
            Space.objects.exclude(schema_version=snapshot.version).exclude(
                state__in=[State.DELETED, State.PROVISIONING]
            )
        )
    for space in lagging:
        try:
            migrate_schema(space.schema_name)
            with owner_connection().cursor() as cursor:
                cursor.execute(grant_sql(space.schema_name))
        except (Error, MigrationSchemaMissing) as error:
            yield space, str(error)
            continue
        with platform():
            Space.objects.filter(pk=space.pk).update(schema_version=snapshot.version)
        yield space, ""

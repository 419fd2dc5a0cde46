"""Bring one space that lags to the version of the code, as the owner of the database: done by the worker."""

from __future__ import annotations

from django.db import transaction

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from tenants.console.models import SpaceHealth
from tenants.console.rules import scrubbed
from tenants.spaces.migrating import histories_of, migrate_these
from tenants.spaces.models import Space
from tenants.spaces.versions import known_migrations


def bring_up(*, by: Actor, space: Space) -> str:
    """Apply the migrations that a space lacks; returns what went wrong, empty when it is up to date.

    Each migration is a transaction of its own: those that passed stay, whoever asks again goes on from there.
    """
    require("health.update", by, space)
    error = next((each.error for each in migrate_these([space])), "")
    lacking = sorted(known_migrations() - histories_of([space])[space])
    with transaction.atomic():
        SpaceHealth.objects.update_or_create(
            space=space, defaults={"lacking": lacking, "update_error": scrubbed(error)}
        )
        record("health.update", by=by, target=space, after=space.schema_version, failed=bool(error))
    return error

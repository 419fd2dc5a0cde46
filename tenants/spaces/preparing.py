"""Bring the platform's schema and the snapshot of spaces up to the code's version. Run at every deployment."""

from __future__ import annotations

from tenants.postgresql.schemas import MODEL_SCHEMA, prepare_model, prepare_platform
from tenants.spaces.models import Snapshot
from tenants.spaces.scopes import platform
from tenants.spaces.versions import migrations_in, version_of


def prepare() -> Snapshot:
    """Prepare the database and return the snapshot from which spaces are built from now on. Safe to run again."""
    prepare_platform()
    ddl = prepare_model()
    version = version_of(migrations_in([MODEL_SCHEMA])[MODEL_SCHEMA])
    with platform():
        snapshot, _new = Snapshot.objects.update_or_create(version=version, defaults={"ddl": ddl})
    return snapshot

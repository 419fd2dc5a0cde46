"""Bring the platform's schema and the snapshot of spaces up to the code's version. Run at every deployment."""

from __future__ import annotations

import hashlib

from tenants.postgresql.schemas import prepare_model, prepare_platform
from tenants.spaces.models import Snapshot
from tenants.spaces.scopes import platform


def prepare() -> Snapshot:
    """Prepare the database and return the snapshot from which spaces are built from now on. Safe to run again."""
    prepare_platform()
    ddl = prepare_model()
    version = hashlib.sha256(ddl.encode()).hexdigest()
    with platform():
        snapshot, _new = Snapshot.objects.get_or_create(version=version, defaults={"ddl": ddl})
    return snapshot

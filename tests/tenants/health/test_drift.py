"""A migration row removed in one space: the worker sees it as the owner, and the health page names the space."""

from __future__ import annotations

import pytest

from tenants.console import tasks
from tenants.console.models import SpaceHealth
from tenants.health.checks.spaces import read_schemas
from tenants.health.registry import Status
from tenants.postgresql.owner import owner_in
from tenants.spaces.models import Space
from tests import making

pytestmark = pytest.mark.usefixtures("real_db")


def test_a_space_that_lacks_a_migration_is_named(spaces: tuple[Space, Space]) -> None:
    with owner_in(spaces[0].schema_name) as owner, owner.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'audit' RETURNING app, name, applied")
        rows = cursor.fetchall()
    with making.in_platform():
        try:
            tasks.read_drift()
            reading = read_schemas()
            lacking = SpaceHealth.objects.get(space=spaces[0]).lacking
        finally:
            with owner_in(spaces[0].schema_name) as owner, owner.cursor() as cursor:
                cursor.executemany("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", rows)
            tasks.read_drift()
        after = read_schemas()
        SpaceHealth.objects.filter(space__in=spaces).delete()
    assert lacking == sorted(f"audit.{name}" for _app, name, _applied in rows)
    assert reading.status == Status.DOWN
    assert "lille" in str(reading.says)
    assert "amiens" not in str(reading.says)
    assert after.status == Status.FINE

"""A space of its own, whose log is written, sealed and spoilt as the owner of the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.utils import timezone

from platform_core.audit.checking import Report
from platform_core.audit.models import Seal
from platform_core.audit.operations import seal_days
from tenants.journals.models import Journal
from tenants.journals.operations import check_journal
from tenants.spaces.models import Space
from tenants.spaces.operations import delete_space
from tests import making
from tests.tenants.console.conftest import browser, operator

__all__ = ["browser", "operator"]
DAYS = 5
INSERTED = """
INSERT INTO audit_entry (at, action, actor_id, actor_name, target_type, target_id, details)
VALUES ('{at}', 'spaces.describe', {person}, '', '', '', '{{"é": [1.50, null, {person}]}}')
"""


def as_owner(space: Space, statements: str) -> list[Any]:
    """Run statements in the schema of a space as the owner of the database, whom no right stops; returns the rows."""
    name = connections["owner"].settings_dict["NAME"]
    with psycopg.connect(**making.owner_dsn(name), autocommit=True) as owner:
        owner.execute(f'SET search_path TO "{space.schema_name}"')
        found = owner.execute(statements)
        return found.fetchall() if found.description else []


@pytest.fixture(scope="module")
def carvin(spaces: tuple[Space, Space], django_db_blocker: Any) -> Iterator[Space]:
    """Make a space for this file's tests, gone afterwards."""
    with django_db_blocker.unblock():
        made = making.make_space("carvin")
        yield made
        with making.in_platform():
            delete_space(by=making.SYSTEM, space=made, reason="essai", at_once=True)
            Space.objects.filter(pk=made.pk).delete()


@pytest.fixture
def town(carvin: Space, real_db: None) -> Space:
    """Return that space, with three entries on each of five past days, the third day of which has none; not sealed."""
    as_owner(carvin, "TRUNCATE audit_entry, audit_seal, audit_purge RESTART IDENTITY")
    with making.in_platform():
        Journal.objects.filter(space=carvin).delete()
    for age in range(DAYS, 0, -1):
        if age != 3:
            write(carvin, timezone.now() - timedelta(days=age))
    return carvin


def write(space: Space, at: Any, rows: int = 3) -> None:
    for number in range(rows):
        as_owner(
            space,
            INSERTED.format(at=at.isoformat(), person=number + 1),
        )


def seal(space: Space, **later: int) -> int:
    with making.in_space(space):
        return seal_days(by=making.SYSTEM, at=timezone.now() + timedelta(**later))


def check(space: Space) -> Report:
    with making.in_platform():
        return check_journal(by=making.SYSTEM, space=space)


def seals(space: Space) -> list[Seal]:
    with making.in_space(space):
        return list(Seal.objects.all())

"""An archive made by an older version is imported: its tables are built as they were, filled, then brought up to date."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connections

from consultations.process.models import Attachment, Contribution
from tenants.archive import upgrades
from tenants.archive.layout import VERSION
from tenants.spaces.models import Snapshot, Space
from tests import making
from tests.tenants.archive.spaces import archived, entries_of
from tests.tenants.arrivals.conftest import Bring
from tests.tenants.arrivals.test_receiving import copied

OLD = Path(__file__).parents[2] / "data" / "archive-v1.zip"
COLUMNS = """
SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable FROM information_schema.columns
WHERE table_schema = %s
"""


def columns_of(schema_name: str) -> set[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(COLUMNS, [schema_name])
        return {line for (line,) in cursor.fetchall()}


def rights_of(schema_name: str) -> set[tuple[str, str]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
            " WHERE table_schema = %s AND grantee <> current_user",
            [schema_name],
        )
        return set(cursor.fetchall())


@pytest.mark.slow
def test_an_archive_of_the_first_version_becomes_a_space_of_today(bring: Bring, spaces: tuple[Space, Space]) -> None:
    copy = copied(bring(OLD.read_bytes()))
    with making.in_space(copy):
        assert [one.title for one in Contribution.objects.order_by("pk")] == [
            f"Idée \\u0000 n° {n}\n" for n in range(3)
        ]
        assert set(Contribution.objects.values_list("supports_imported", flat=True)) == {0}
        with Attachment.objects.get().file.content.open() as content:
            assert content.read() == b"%PDF-1.4 un plan"
        first = Contribution.objects.first()
        assert first is not None
        assert making.make_contribution(first.step, first.author).pk > 3
    with making.in_platform():
        assert copy.schema_version == Snapshot.objects.latest("created_at").version
    assert columns_of(copy.schema_name) == columns_of(spaces[0].schema_name)
    assert rights_of(copy.schema_name) == rights_of(spaces[0].schema_name)
    assert f'"format_version": {VERSION}'.encode() in entries_of(archived(copy))["manifest.json"]


def test_there_is_a_step_from_every_older_version() -> None:
    assert sorted(upgrades.STEPS) == list(range(1, VERSION))

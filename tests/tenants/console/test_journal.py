"""The log of the platform: filtered, named, downloaded, never changed."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from platform_core.access import System
from platform_core.accounts.models import User
from platform_core.audit.log import record
from platform_core.audit.models import Entry
from tenants.console.queries import journal
from tenants.spaces.models import Space
from tests import making

PAGE = "/operateur/journal/"


@pytest.fixture
def written(operator: User, spaces: tuple[Space, Space]) -> list[Entry]:
    return [
        record(
            "spaces.suspend", by=operator, target=spaces[0], before="active", after="suspended", reason="CANARI un"
        ),
        record("spaces.reopen", by=System("reopenspace (root)"), target=spaces[1], reason="CANARI deux"),
        record("console.export", by=operator, table="spaces", filters={}, rows=3),
    ]


def shown(browser: making.ScopedClient, **filters: str | int) -> set[str]:
    page = browser.get(PAGE, filters).content.decode()
    return {reason for reason in ("CANARI un", "CANARI deux") if reason in page}


def test_filters_by_who_what_where_and_when(
    browser: making.ScopedClient, written: list[Entry], operator: User, spaces: tuple[Space, Space]
) -> None:
    today, tomorrow = timezone.localdate(), timezone.localdate() + timedelta(days=1)
    both = {"CANARI un", "CANARI deux"}
    assert shown(browser) == both
    assert shown(browser, qui=operator.pk) == {"CANARI un"}
    assert shown(browser, qui="plateforme") == {"CANARI deux"}
    assert shown(browser, action="spaces.suspend") == {"CANARI un"}
    assert shown(browser, espace=spaces[1].pk) == {"CANARI deux"}
    assert shown(browser, du=today.isoformat(), au=today.isoformat()) == both
    assert shown(browser, du=tomorrow.isoformat()) == set()
    assert shown(browser, qui="x", action="x' OR 1=1", espace="abc", du="hier") == both


def test_names_stand_for_numbers(browser: making.ScopedClient, written: list[Entry]) -> None:
    page = browser.get(PAGE).content.decode()
    for expected in (
        "Odile",
        "Plateforme (reopenspace (root))",
        "Espace suspendu",
        "Ville de Lille",
        "Ouvert → Suspendu",
    ):
        assert expected in page
    Entry.objects.create(action="x.y", actor_id=987654)
    assert "Compte n° 987654, fermé" in browser.get(PAGE).content.decode().replace("\xa0", " ")


def test_a_page_costs_the_same_for_3_and_40_entries(
    browser: making.ScopedClient, written: list[Entry], operator: User
) -> None:
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as captured:
            browser.get(PAGE)
        counts.append(len(captured))
        for number in range(40):
            record("spaces.describe", by=operator, target=Space.objects.first(), number=number)
    assert counts[0] == counts[1]


def test_it_downloads_without_formulas_and_says_so(browser: making.ScopedClient, written: list[Entry]) -> None:
    record("spaces.suspend", by=System("=cmd"), reason="@SUM(1)")
    answer = browser.get(f"{PAGE}export.csv", {"action": "spaces.suspend"})
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 3
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "@", "+"}]
    entry = Entry.objects.filter(action="console.export").first()
    assert entry.details == {"table": "journal", "filters": {"action": "spaces.suspend"}, "rows": 2}


def test_the_export_counts_its_queries_not_its_rows(browser: making.ScopedClient, written: list[Entry]) -> None:
    found = list(journal.all_lines(journal.entries()))
    assert len(found) == Entry.objects.count()
    with CaptureQueriesContext(connection) as captured:
        b"".join(browser.get(f"{PAGE}export.csv"))
    before = len(captured)
    for _time in range(30):
        record("spaces.describe", by=System("essai"))
    with CaptureQueriesContext(connection) as captured:
        b"".join(browser.get(f"{PAGE}export.csv"))
    assert len(captured) == before


def test_the_database_refuses_to_change_the_log(written: list[Entry]) -> None:
    for gesture in (lambda: Entry.objects.update(action="z"), lambda: Entry.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            gesture()

"""The list of spaces: found, sorted, cheap, inert, downloaded."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from billing_free.metering.models import Usage
from platform_core.audit.models import Entry
from tenants.console.models import SpaceHealth
from tenants.console.queries.spaces import found_spaces
from tenants.spaces.models import Domain, Kind, Space, State
from tests import making
from tests.tenants.console.conftest import space_rows

LIST = "/operateur/espaces/"
HOSTILE = '"><script>alert(1)</script>{{ 7|add:7 }}\u202efdp.exe'


def names(**criteria: str) -> list[str]:
    return [space.name for space in found_spaces(**criteria)]


def measured(spaces: list[Space]) -> None:
    Usage.objects.bulk_create(
        Usage(space=space, figures={"members": 3, "contributions": 4}, measured_at=timezone.now()) for space in spaces
    )


def queries(browser: making.ScopedClient, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", [LIST, "/operateur/", "/operateur/echecs/"])
def test_a_page_costs_the_same_for_1_and_200_spaces(path: str, browser: making.ScopedClient) -> None:
    measured(space_rows(1))
    SpaceHealth.objects.update(failed=2, failures={"mail.send": 2})
    browser.get(path)  # what is read once for all, read
    one = queries(browser, path)
    Space.objects.filter(label__startswith="rang-").delete()
    made = space_rows(200)
    measured(made)
    SpaceHealth.objects.update(failed=2, failures={"mail.send": 2})
    assert queries(browser, path) == one
    assert one <= 19  # backups, quotas and the pause of the platform say on these pages what waits


def test_spaces_in_preparation_are_apart(browser: making.ScopedClient) -> None:
    [young] = space_rows(1, name="Tout neuf", opened_at=None)
    space_rows(1, label="vieux", name="Déjà ouvert")
    assert names(state="preparing") == ["Tout neuf"]
    assert "Tout neuf" not in names(state="active")
    assert "Déjà ouvert" in names(state="active")
    page = browser.get(f"{LIST}?etat=preparing").content.decode()
    assert "Tout neuf" in page
    assert "En préparation" in page
    assert "Pas encore" in browser.get(f"{LIST}{young.pk}/").content.decode()
    figures = re.sub(r"\s+", " ", browser.get("/operateur/").content.decode())
    assert "espaces en préparation" in figures


def test_a_space_is_found_by_name_address_number_and_mail(platform: None) -> None:
    [found] = space_rows(1, name="Métropole d’Été", label="metropole", organisation="MEL", identifier="200093201")
    Domain.objects.create(tenant=found, domain="participer.metropole.example", is_primary=False)
    for q in (
        "metropole d'ete", "ÉTÉ", "mel", "metropol", "200 093 201", "2000932",
        "fondation0@example.org", "CONTACT0@", "participer.metropole.example",
    ):  # fmt: skip
        assert names(q=q) == ["Métropole d’Été"], q
    assert names(q="métropole lyon") == []
    assert "Métropole d’Été" in names(q="  ")


def test_filters_orders_and_deleted_spaces(platform: None) -> None:
    now = timezone.now()
    space_rows(3)
    rows = Space.objects.filter(label__startswith="rang-")
    rows.filter(label="rang-000").update(state=State.SUSPENDED, kind=Kind.EPCI, last_activity_at=now)
    rows.filter(label="rang-001").update(last_activity_at=now - timedelta(days=1))
    rows.filter(label="rang-002").update(state=State.DELETED)
    SpaceHealth.objects.filter(space__label="rang-001").update(size_bytes=9 * 10**9)
    assert names(state="suspended") == names(kind="epci") == ["Espace 000"]
    assert names(state="deleted") == ["Espace 002"]
    assert "Espace 002" not in names()
    assert names(order="activite", q="espace")[:2] == ["Espace 000", "Espace 001"]
    assert names(order="taille")[0] == "Espace 001"
    assert names(order="'; DROP TABLE") == names()
    assert "Espace 001" in names(state="retard")  # its tables are of no known version


def test_the_list_has_pages_and_keeps_the_filters(browser: making.ScopedClient) -> None:
    space_rows(25)
    first = browser.get(LIST, {"q": "espace"}).content.decode()
    assert "25 espaces" in first.replace("\xa0", " ")
    assert "Espace 000" in first
    assert "Espace 024" not in first
    second = browser.get(LIST, {"q": "espace", "page": "2"}).content.decode()
    assert "Espace 024" in second
    assert browser.get(LIST, {"page": "beaucoup", "etat": "?", "tri": "--", "q": "\0"}).status_code == 200


def test_a_hostile_name_is_inert_in_every_page(browser: making.ScopedClient) -> None:
    [hostile] = space_rows(1, name=HOSTILE, organisation=HOSTILE, founder_name=HOSTILE, state_reason=HOSTILE)
    SpaceHealth.objects.update(failed=1, failures={HOSTILE: 1})
    Entry.objects.create(
        action=HOSTILE, target_type="spaces.space", target_id=str(hostile.pk), details={HOSTILE: HOSTILE}
    )
    for path in (
        LIST,
        f"{LIST}{hostile.pk}/",
        "/operateur/journal/",
        "/operateur/echecs/",
        f"{LIST}{hostile.pk}/suspendre/",
    ):
        page = browser.get(path).content.decode()
        assert "<script>alert(1)" not in page, path
        assert "{{ 7|add:7 }}" in page, path  # shown as it was written


def test_the_list_downloads_as_it_is_filtered_without_formulas(
    browser: making.ScopedClient, django_assert_max_num_queries: Callable[..., object]
) -> None:
    made = space_rows(2)
    measured(made)
    Space.objects.filter(pk=made[0].pk).update(name="=HYPERLINK(1)", organisation="+33 3 20")
    answer = browser.get("/operateur/espaces/export.csv", {"q": "rang-000"})
    text = b"".join(answer).decode("utf-8-sig")
    header, *rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    total = rows.pop()
    assert (total[0], total[header.index("Membres")]) == ("Total", "3")
    assert len(rows) == 1
    assert rows[0][:1] == ["'=HYPERLINK(1)"]
    assert "'+33 3 20" in rows[0]
    assert dict(zip(header, rows[0], strict=True))["Membres"] == "3"
    entry = Entry.objects.get(action="console.export")
    assert entry.details == {"table": "spaces", "filters": {"q": "…"}, "rows": 1}

"""The description is valid and whole; the page that shows it needs nothing from elsewhere."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.utils import translation
from drf_spectacular.validation import validate_schema

from platform_core.api.schema import description
from tenants.spaces.models import Space
from tests import making
from tests.architecture.routes import routes
from tests.platform_core.api.calling import Caller
from tests.platform_core.api.schemas import URLCONFS, Operation, described, examples, faults, operations

OPERATIONS = operations()


def in_english(operation: Operation) -> tuple[str, str]:
    with translation.override("en"):
        told = description(URLCONFS[operation.host])["paths"][operation.path][operation.method]
    return told["summary"], told["description"]


@pytest.mark.parametrize("host", ["space", "apex"])
def test_the_description_is_valid(host: str) -> None:
    validate_schema(described(host))  # type: ignore[no-untyped-call]  # drf-spectacular leaves it bare


def test_describing_warns_of_nothing(capsys: pytest.CaptureFixture[str], space: Space) -> None:
    call_command("spectacular", "--file", "/dev/null", "--fail-on-warn", "--validate")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_every_operation_is_described(operation: Operation) -> None:
    told = operation.told
    assert told["operationId"]
    assert told["tags"]
    assert (told["summary"], told["description"]) != in_english(operation)  # each language has its own words
    assert {"401", "429"} < set(told["responses"])
    assert any(code.startswith("2") for code in told["responses"])
    assert all(answer["description"] is not None for answer in told["responses"].values())


def test_names_of_operations_are_distinct() -> None:
    for host in ("space", "apex"):
        found = [one.told["operationId"] for one in OPERATIONS if one.host == host]
        assert len(found) == len(set(found))


@pytest.mark.parametrize("operation", [one for one in OPERATIONS if list(examples(one))], ids=str)
def test_examples_are_what_they_illustrate(operation: Operation) -> None:
    for schema, value in examples(operation):
        assert faults(operation.host, schema, value) == []


def test_reading_what_is_public_asks_for_no_token() -> None:
    open_ones = {one.told["operationId"] for one in OPERATIONS if {} in one.told["security"]}
    assert {"consultations_list", "contributions_read", "spaces_list"} <= open_ones
    assert "me" not in open_ones
    assert all(one.method == "get" for one in OPERATIONS if one.told["operationId"] in open_ones)


def test_every_address_is_described() -> None:
    """Those that are not: the description itself, and what is nowhere."""
    undescribed = {"schema", "nothing", "nothing_there"}
    served = [one for one in routes() if hasattr(one.view, "cls") and one.name.rpartition(":")[2] not in undescribed]
    shapes = {re.sub(r"\{\w+\}", "1", one.path) for one in OPERATIONS}
    assert {one.path for one in served} == shapes


def test_the_schema_is_served_to_everybody(space: Space) -> None:
    assert Caller(space).get("schema/").json()["openapi"].startswith("3.")
    assert list(Caller(None).get("schema/").json()["paths"]) == ["/api/v1/spaces/"]


@pytest.mark.parametrize("host", ["space", "apex"])
def test_the_page_holds_no_code_and_fetches_nothing_elsewhere(space: Space, host: str) -> None:
    browser: Any = making.ScopedClient(space if host == "space" else None)
    answer = browser.get("/api/v1/docs/")
    page = answer.content.decode()
    sources = re.findall(r"<(?:script|link)[^>]+(?:src|href)=\"([^\"]+)\"", page)
    assert answer.status_code == 200
    assert "script-src" not in answer.headers["Content-Security-Policy"].replace("default-src 'self'", "")
    assert [source for source in sources if source.startswith(("http", "//"))] == []
    assert all(finders.find(one.removeprefix("/static/")) for one in sources if one.startswith("/static/"))
    assert "swagger-ui-bundle.js" in page

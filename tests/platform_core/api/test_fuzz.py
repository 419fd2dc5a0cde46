"""Whatever is sent, no address fails on our side, and what it answers is as the description says."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.capabilities.comments.operations import add_comment
from consultations.modalities.surveys.operations.filling import fill_survey
from consultations.process.models import Contribution, Step
from platform_core.access import System
from platform_core.access.roles import Role
from tenants.spaces.models import Space
from tests import making
from tests.consultations.modalities.surveys.sample import CONTENT
from tests.platform_core.api.calling import Caller, caller, proposal, proposals_step
from tests.platform_core.api.schemas import Operation, faults, operations, resolved

OPERATIONS = operations()
EDGES = [0, -1, 1, 2**31, 2**63, 2**63 - 1, -(2**63) - 1, 10**30]
NASTY = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "é" * 400,
    "' OR 1=1 --",
    "%",
    "\\",
    "1e999",
    "NaN",
    "null",
    "../..",
    "\u202e",
    "𝕏",
]
SURROGATE = json.loads('"\\ud800"')
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.sampled_from([*NASTY, *EDGES]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
texts = st.text(max_size=60) | st.sampled_from([*NASTY, SURROGATE])
PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "number": st.floats() | st.sampled_from([50.6, 3.1, 1e308]),
    "boolean": st.booleans(),
    "string": texts | st.text(alphabet="abc é", min_size=8, max_size=20),
}
calm = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def values(host: str, schema: dict[str, Any], known: list[int]) -> st.SearchStrategy[Any]:
    """Return values that a schema admits, or nearly."""
    schema = resolved(host, schema)
    shapes = [inner for name in ("oneOf", "anyOf", "allOf") for inner in schema.get(name, [])]
    if shapes:
        return st.one_of([values(host, inner, known) for inner in shapes])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema.get("type") == "array":
        return st.lists(values(host, schema.get("items", {}), known), max_size=3)
    if schema.get("type") == "object":
        return objects(host, schema, known)
    return {**PLAIN, "integer": st.sampled_from([*known, *EDGES])}.get(schema.get("type", ""), anything)


def objects(host: str, schema: dict[str, Any], known: list[int]) -> st.SearchStrategy[dict[str, Any]]:
    """Return objects with the fields of a schema, those required nearly always, and sometimes a wrong value."""
    named = {name: values(host, inner, known) | anything for name, inner in schema.get("properties", {}).items()}
    exact = {name: values(host, inner, known) for name, inner in schema.get("properties", {}).items()}
    return st.fixed_dictionaries(exact) | st.fixed_dictionaries({}, optional=named)


def queries(operation: Operation, known: list[int]) -> st.SearchStrategy[dict[str, Any]]:
    """Return query strings: the parameters told, with values told or not."""
    told = {one["name"]: one["schema"] for one in operation.parameters if one["in"] == "query"}
    wide = {name: (values(operation.host, inner, known) | texts).map(str) for name, inner in told.items()}
    return st.fixed_dictionaries({}, optional={**wide, "inconnu": texts})


class World:
    """A space with one of everything, and people who call."""

    def __init__(self, space: Space) -> None:
        step = proposals_step()
        author = making.make_user("auteure@example.org", "Autrice", roles=[Role.ADMINISTRATOR])
        one = proposal(step, author)
        add_comment(by=author, target=one, body="Un mot")
        survey = making.make_step(step.consultation, "surveys")
        fill_survey(by=System("fuzz"), step=survey, content=CONTENT)
        self.known = [
            *Contribution.objects.values_list("pk", flat=True),
            *Step.objects.values_list("pk", flat=True),
            step.consultation_id,
            step.consultation.themes.get().pk,
        ]
        self.callers = [Caller(space), caller(space, author), caller(space, making.make_user("autre@example.org"))]


@pytest.fixture
def world(space: Space) -> World:
    return World(space)


def sendable(query: dict[str, Any]) -> str:
    return urlencode({name: str(value).encode("utf-8", "surrogatepass") for name, value in query.items()})


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
@calm
@given(data=st.data())
def test_nothing_fails_on_our_side(operation: Operation, data: st.DataObject, world: World) -> None:
    program = Caller(None) if operation.host == "apex" else data.draw(st.sampled_from(world.callers))
    numbers = st.sampled_from([*world.known, *(edge for edge in EDGES if edge >= 0)])
    path = re.sub(r"\{\w+\}", lambda _name: str(data.draw(numbers)), operation.path)
    query = sendable(data.draw(queries(operation, world.known)))
    body = None
    if operation.body is not None:
        body = data.draw(values(operation.host, operation.body, world.known) | anything)
    answer = program.call(operation.method, f"{path}?{query}", body)
    assert answer.status_code < 500, answer.content
    told = operation.answer(answer.status_code)  # KeyError: an answer that the description does not tell
    if told is None:
        assert answer.content == b""
    else:
        assert faults(operation.host, told, answer.json()) == []


@pytest.mark.parametrize("host", ["space", "apex"])
@calm
@given(path=st.text(max_size=40), method=st.sampled_from(["get", "post", "put", "patch", "delete", "head", "options"]))
def test_no_made_up_address_fails(host: str, path: str, method: str, space: Space) -> None:
    program = Caller(space if host == "space" else None)
    sent = quote(path.encode("utf-8", "surrogatepass"))
    assert program.call(method, f"/api/v1/{sent}").status_code < 500


@pytest.mark.parametrize("header", ["authorization", "if_none_match", "idempotency_key", "accept", "x_forwarded_for"])
@calm
@given(
    value=st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=60)
)
def test_no_header_fails(header: str, value: str, world: World) -> None:
    for program in world.callers:
        assert program.get("contributions/", **{header: value}).status_code < 500
        if header != "authorization":
            assert program.post("contributions/", {}, **{header: value}).status_code < 500

"""Whatever fails answers in one shape, in French, and says nothing of the inside."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory
from rest_framework.request import Request
from rest_framework.response import Response

from platform_core.accounts.models import User
from platform_core.api.failures import server_error
from platform_core.api.resources import Resource
from tenants.spaces.models import Space
from tests import making
from tests.architecture.routes import routes
from tests.platform_core.api.calling import Caller, caller


def shape(answer: Any) -> tuple[int, str]:
    said = answer.json()
    assert set(said) <= {"code", "message", "field", "errors"}, said
    assert said["message"]
    assert answer.headers["Content-Type"] == "application/json"
    return answer.status_code, said["code"]


def api_views() -> list[Any]:
    return [route for route in routes() if hasattr(route.view, "cls")]


@pytest.mark.parametrize("path", ["", "rien/", "contributions/0/rien/", "contributions/abc/", "équipe/"])
def test_an_address_that_does_not_exist(space: Space, path: str) -> None:
    for method in ("get", "post", "put", "patch", "delete"):
        assert shape(Caller(space).call(method, path)) == (404, "not_found")


def test_an_address_without_its_slash_leads_to_the_one_with_it(space: Space) -> None:
    answer = Caller(space).post("contributions?a=b")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/api/v1/contributions/?a=b")
    assert Caller(space).get("/api/v1//exemple.org").headers["Location"] == "/api/v1//exemple.org/"


def test_a_method_that_is_not_possible(space: Space, resident: User) -> None:
    assert shape(caller(space, resident).call("put", "consultations/", {})) == (405, "method_not_allowed")
    assert shape(caller(space, resident).call("options", "consultations/")) == (405, "method_not_allowed")


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        ("{", "application/json", (400, "parse_error")),
        ("\xff", "application/json", (400, "parse_error")),
        ("NaN", "application/json", (400, "parse_error")),
        ("[" * 100_000, "application/json", (400, "parse_error")),
        ('{"a":' * 100_000, "application/json", (400, "parse_error")),
        ('{"step": 1' + "0" * 5000 + "}", "application/json", (400, "parse_error")),
        ("[]", "application/json", (400, "invalid")),
        ("null", "application/json", (400, "invalid")),
        ('"texte"', "application/json", (400, "invalid")),
        ('{"step": 1e999, "title": "\\ud800", "body": "\\u0000"}', "application/json", (400, "invalid")),
        ("title=x", "application/x-www-form-urlencoded", (415, "unsupported_media_type")),
        ("<a/>", "application/xml", (415, "unsupported_media_type")),
        ("x" * (2 * 1024 * 1024 + 1), "application/json", (413, "too_large")),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_body_that_cannot_be_read(
    space: Space, resident: User, body: str, content_type: str, expected: tuple[int, str]
) -> None:
    program = caller(space, resident)
    raw = body.encode("latin-1") if body == "\xff" else body
    answer = program.browser.post("/api/v1/contributions/", raw, content_type=content_type, headers=program.headers)
    assert shape(answer) == expected


def test_a_multipart_body_of_a_session_is_refused_not_crashed(visit: making.Visit, resident: User) -> None:
    assert shape(visit(resident).post("/api/v1/contributions/", {"title": "x"})) == (415, "unsupported_media_type")


def test_only_json_is_answered(space: Space) -> None:
    assert shape(Caller(space).get("consultations/", accept="text/html")) == (406, "not_acceptable")
    assert Caller(space).get("consultations/?format=api").headers["Content-Type"] == "application/json"


def test_each_fault_of_a_body_is_named(space: Space, resident: User) -> None:
    answer = caller(space, resident).post("contributions/", {"details": 3})
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [
        ("title", "required"),
        ("body", "required"),
        ("details", "not_an_object"),
        ("step", "required"),
    ]


def test_a_defect_says_nothing_of_itself(rf: RequestFactory) -> None:
    answer = server_error(rf.get("/api/v1/contributions/"))
    assert answer.status_code == 500
    assert b"server_error" in answer.content


def test_no_other_site_may_read_answers(space: Space, resident: User) -> None:
    program = caller(space, resident)
    for origin in ("https://amiens.citoyens.test", "https://evil.test", "null"):
        for path in ("me/", "consultations/", "contributions/", "schema/"):
            found = program.get(path, origin=origin)
            assert [name for name in found.headers if name.lower().startswith("access-control")] == []
            assert origin not in str(dict(found.headers))


def test_answers_are_kept_by_no_shared_cache(space: Space) -> None:
    answer = Caller(space).get("consultations/")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "Authorization"} <= {one.strip() for one in answer.headers["Vary"].split(",")}


def test_every_view_of_the_api_has_its_guards() -> None:
    """AccessMiddleware leaves them to their own permissions: none may do without."""
    unguarded = [
        str(route)
        for route in api_views()
        if not issubclass(route.view.cls, Resource)
        or [one.__name__ for one in route.view.cls.permission_classes] != ["Declared", "Scoped"]
    ]
    assert api_views()
    assert unguarded == []


def test_a_view_that_declares_nothing_is_refused_even_to_an_administrator(
    rf: RequestFactory, space: Space, administrator: User
) -> None:
    class Undeclared(Resource):
        def get(self, request: Request) -> Response:
            return Response("secret")

    request = rf.get("/api/v1/x/", headers={"host": space.host})
    request.user = administrator
    answer = Undeclared.as_view()(request)
    assert (answer.status_code, answer.data["code"]) == (403, "undeclared")

"""What the proxy asks before it asks for a certificate."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenants.spaces.models import Domain, Space, State
from tests import making
from tests.tenants.console.conftest import space_rows


def ask(domain: str | None) -> int:
    query = {} if domain is None else {"domain": domain}
    return int(making.operator_browser().get("/interne/tls", query).status_code)


@pytest.mark.parametrize(
    ("domain", "answer"),
    [
        ("citoyens.test", 200),
        ("lille.citoyens.test", 200),
        ("LILLE.citoyens.test.", 200),
        ("lille.citoyens.test:443", 404),
        ("www.lille.citoyens.test", 404),
        ("nulle-part.citoyens.test", 404),
        ("lille", 404),
        ("example.org", 404),
        ("lille.citoyens.test\0", 404),
        ("' OR 1=1 --", 404),
        ("a" * 5000, 404),
        ("", 404),
        (None, 404),
    ],
)
def test_only_the_apex_and_the_hosts_of_spaces_get_a_certificate(
    domain: str | None, answer: int, platform: None
) -> None:
    assert ask(domain) == answer


@pytest.mark.parametrize(
    ("state", "answer"),
    [(State.ACTIVE, 200), (State.SUSPENDED, 200), (State.PROVISIONING, 404), (State.DELETED, 404)],
)
def test_a_space_that_answers_gets_one(state: State, answer: int, platform: None) -> None:
    [space] = space_rows(1, state=state)
    Domain.objects.create(tenant=space, domain="participer.exemple.fr", is_primary=False)
    assert ask("participer.exemple.fr") == answer


def test_it_costs_one_query_and_no_session(platform: None) -> None:
    space_rows(200)
    with CaptureQueriesContext(connection) as captured:
        answer = making.operator_browser().get("/interne/tls", {"domain": "nulle-part.citoyens.test"})
    assert len([query for query in captured if "set_config" not in query["sql"]]) == 1
    assert not answer.cookies
    assert answer.content == b""
    assert "no-store" in answer.headers["Cache-Control"]


def test_it_exists_on_the_apex_alone_and_is_only_read(platform: None, spaces: tuple[Space, Space]) -> None:
    assert making.Visit(spaces[0])().get("/interne/tls", {"domain": "lille.citoyens.test"}).status_code == 404
    assert making.operator_browser().post("/interne/tls?domain=lille.citoyens.test").status_code == 405

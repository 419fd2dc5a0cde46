"""What is logged: one JSON line an event, with the space and the request; no address, no name, no secret."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.conf import settings

from platform_core.accounts.models import User
from platform_core.background.tasks import task
from platform_core.web.logs import formatter, masked, readable_formatter
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.api.calling import Caller, token

SECRET = "ZYaTssF9-vWquDDNIk4Ki5k2Umi7UMoY8ABJPl3YDv8"


class Journal:
    """What a handler like that of the settings has written."""

    def __init__(self) -> None:
        self.text = io.StringIO()

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Return the lines, read as JSON."""
        return [json.loads(line) for line in self.text.getvalue().splitlines()]

    @property
    def requests(self) -> list[dict[str, Any]]:
        """Return those that tell how a request was answered."""
        return [line for line in self.lines if line["event"] == "request"]


@pytest.fixture
def journal(request: pytest.FixtureRequest) -> Iterator[Journal]:
    made = Journal()
    handler = logging.StreamHandler(made.text)
    handler.setFormatter(getattr(request, "param", formatter)())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield made
    root.removeHandler(handler)
    root.setLevel(before)


def test_a_request_is_one_line_with_its_space_and_account_but_nobody_s_address(
    journal: Journal, space: Space, visit: making.Visit, resident: User
) -> None:
    answer = visit(resident).get("/compte/profil/?q=resident@example.org")
    [line] = journal.requests
    assert (line["space"], line["user"], line["method"], line["status"]) == (
        space.schema_name,
        resident.pk,
        "GET",
        200,
    )
    assert line["route"] == "compte/profil/"
    assert line["request"] == answer.headers["X-Request-ID"]
    assert {"at", "level", "logger", "ms"} < set(line)
    assert resident.email not in journal.text.getvalue()
    assert resident.public_name not in journal.text.getvalue()


def test_a_program_is_known_by_its_owner_s_number(journal: Journal, space: Space, resident: User) -> None:
    secret = token(resident)
    Caller(space, secret).get("me/")
    assert [(line["route"], line["user"]) for line in journal.requests] == [("api/v1/me/", resident.pk)]
    assert secret not in journal.text.getvalue()


def test_every_request_has_its_own_number_which_nobody_chooses(journal: Journal, visit: making.Visit) -> None:
    browser = visit()
    answers = [browser.get("/", headers={"x-request-id": "choisi"}) for _time in range(2)]
    numbers = [answer.headers["X-Request-ID"] for answer in answers]
    assert len({*numbers, "choisi"}) == 3
    assert [line["request"] for line in journal.requests] == numbers


def test_the_secret_of_a_link_is_not_logged(journal: Journal, space: Space, visit: making.Visit) -> None:
    assert visit().get(f"/invitation/{SECRET}/").status_code in {404, 410}
    assert journal.requests[0]["route"] == "invitation/<str:secret>/"
    assert SECRET not in journal.text.getvalue()


def test_unknown_hosts_and_the_apex_have_their_line(journal: Journal, platform: None) -> None:
    making.ScopedClient(None).get("/")
    making.ScopedClient(None).get("/", headers={"host": f"nulle-part.{settings.APEX_DOMAIN}"})
    assert [(line["space"], line["status"]) for line in journal.requests] == [("platform", 200), (None, 404)]


def test_what_libraries_log_is_a_line_of_the_same_form(journal: Journal, space: Space) -> None:
    logging.getLogger("une.bibliotheque").warning("à %s\nFAUSSE LIGNE \x1b[31m", "resident@example.org")
    [line] = journal.lines
    assert line["event"] == "à [adresse]\nFAUSSE LIGNE \x1b[31m"
    assert "\x1b" not in journal.text.getvalue()
    assert (line["level"], line["logger"], line["space"]) == ("warning", "une.bibliotheque", space.schema_name)


def test_an_error_is_logged_with_its_trace_and_without_addresses(journal: Journal, space: Space) -> None:
    try:
        raise ValueError("Key (email)=(resident@example.org) already exists.")
    except ValueError:
        structlog.get_logger("essai").exception("raté")
    [line] = journal.lines
    assert "Traceback" in line["exception"]
    assert "(email)=([adresse])" in line["exception"]
    assert "resident@example.org" not in journal.text.getvalue()


def test_what_a_task_logs_names_the_task_and_its_space(journal: Journal, space: Space) -> None:
    from celery import current_app  # noqa: PLC0415 (the application of the worker)

    log = structlog.get_logger("essai")
    task("tests.says", scope="space")(lambda **_future: log.info("dit"))
    current_app.tasks["tests.says"](schema=space.schema_name)
    [line] = journal.lines
    assert (line["task"], line["space"]) == ("tests.says", space.schema_name)


@pytest.mark.parametrize("journal", [readable_formatter], indirect=True)
def test_a_developer_reads_sentences_without_addresses_either(journal: Journal, space: Space) -> None:
    structlog.get_logger("essai").info("écrit", to="resident@example.org")
    assert "écrit" in journal.text.getvalue()
    assert "[adresse]" in journal.text.getvalue()
    assert not journal.text.getvalue().startswith("{")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("/propositions/12/des-arbres-et-des-bancs-rue-solferino/", True),
        ("/fichiers/0197fb2c-9c2b-7e1c-9d59-0f4f0cf5a0b1/", True),
        (f"/arrivee/{SECRET}/", False),
        (f"?cle=abc:{SECRET}", False),
        ("cec_abcdefghijklmnopqrstuvwxyz", False),
        ("postgres://cec_app:motdepasse@127.0.0.1:5432/citoyens", False),
    ],
)
def test_what_is_masked(said: str, kept: bool) -> None:
    assert (masked(said) == said) is kept
    assert "motdepasse" not in masked(said)

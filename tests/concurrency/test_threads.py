"""One process, four threads, a thousand requests of spaces that take turns: no thread keeps anything of the former one.

Among them pages that do not exist, pages that fail because a table of their space is missing (a table of the same name,
open to all, waits elsewhere in the database with a word of its own), and readers who leave before the answer.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection

import pytest
from django.db import transaction

from tenants.postgresql.owner import owner_connection
from tenants.spaces.models import Space
from tests import making
from tests.concurrency.conftest import remove
from tests.concurrency.crowd import Answer, Client, Servers, together
from tests.platform_core.api.calling import proposal, proposals_step

REQUESTS, THREADS = 1_000, 8
TABLE = "process_consultation"
KINDS = (
    *["/api/v1/contributions/"] * 4,
    *["/api/v1/consultations/"] * 3,
    "/",
    "/concertations/",
    *["/nulle-part/"] * 3,
    "/compte/connexion/",
    *["broken"] * 2,
    *["gone"] * 3,
)
Towns = dict[str, Space]


def as_owner(*statements: str) -> None:
    owner = owner_connection()
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def word(label: str) -> str:
    """Return what is written in one space and nowhere else."""
    return f"canari-de-{label}"


@pytest.fixture
def towns(servers: Servers) -> Iterator[Towns]:
    """Two spaces with a word each, and one that has lost a table."""
    office = servers[0]
    made = {label: office.do(partial(making.make_space, label)) for label in ("bailleul", "wormhout", "casse")}
    for label, town in made.items():
        office.do(partial(say_a_word, label), at=town)
    schema = made["casse"].schema_name
    copy = f'CREATE TABLE public.{TABLE} AS SELECT * FROM "{schema}".{TABLE}'  # noqa: S608 (names of ours)
    office.do(
        lambda: as_owner(
            copy,
            f"UPDATE public.{TABLE} SET title = '{word('public')}'",  # noqa: S608 (likewise)
            f"GRANT SELECT ON public.{TABLE} TO PUBLIC",
            f'ALTER TABLE "{schema}".{TABLE} RENAME TO egare',
        )
    )
    yield made
    office.do(lambda: as_owner(f"DROP TABLE public.{TABLE}", f'ALTER TABLE "{schema}".egare RENAME TO {TABLE}'))
    for town in made.values():
        office.do(partial(remove, town))


def say_a_word(label: str) -> None:
    step = proposals_step(consultation=making.make_consultation(title=word(label)))
    proposal(step, title=word(label))


def leave_early(servers: Servers, town: Space) -> Answer:
    """Ask for a page, and hang up without reading it."""
    connection = HTTPConnection("127.0.0.1", servers[0].port, timeout=20)
    connection.request("GET", "/concertations/", headers={"Host": town.host})
    connection.close()
    return Answer(0, b"")


def ask(servers: Servers, towns: Towns, label: str, kind: str) -> tuple[str, str, Answer]:
    if kind == "gone":
        return label, kind, leave_early(servers, towns[label])
    if kind == "broken":
        label, path = "casse", "/concertations/"
        return label, kind, Client(servers[0], towns[label].host).send("GET", path)
    return label, kind, Client(servers[0], towns[label].host).send("GET", kind)


def test_a_thousand_requests_of_two_spaces_mix_nothing(servers: Servers, towns: Towns) -> None:
    dice = random.Random(20261122)
    wanted = [(dice.choice(("bailleul", "wormhout")), dice.choice(KINDS)) for _n in range(REQUESTS)]
    shares = [wanted[n::THREADS] for n in range(THREADS)]
    found = together(lambda share: [ask(servers, towns, *one) for one in share], shares)
    answers = [one for share in found for one in share]
    assert len(answers) == REQUESTS
    foreign = [(label, kind) for label, kind, answer in answers if strange(label, answer)]
    assert foreign == []
    known = [
        answer for label, kind, answer in answers if kind.startswith(("/api/", "/concertations")) and answer.status
    ]
    assert {answer.status for answer in known} == {200}
    mute = [kind for label, kind, answer in answers if answer in known and word(label).encode() not in answer.body]
    assert mute == []  # each reads its own word
    statuses = Counter((kind, answer.status) for _label, kind, answer in answers)
    assert {status for (kind, status) in statuses if kind == "broken"} == {500}
    assert {status for (kind, status) in statuses if kind == "/nulle-part/"} == {404}
    assert statuses["gone", 0] > 100


def strange(label: str, answer: Answer) -> bool:
    """Tell whether an answer holds the word of another place."""
    others = {"bailleul", "wormhout", "casse", "public"} - {label}
    return any(word(other).encode() in answer.body for other in others)

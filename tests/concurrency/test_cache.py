"""Valkey emptied, away, and looked into, while people use two servers: nothing is lost, nobody becomes somebody else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import redis

from consultations.capabilities.supports.models import Support
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.outbox.models import Delivery, State
from tenants.spaces.models import Space
from tests import making
from tests.concurrency.crowd import Answer, Browser, Client, Servers, together
from tests.platform_core.api.calling import proposal, proposals_step

PEOPLE, ROUNDS = 6, 5
OF_A_SCOPE = re.compile(r"(s_[a-z2-7]{12}|platform):")
OF_THE_WORKER = re.compile(r"(_kombu\.|unacked|urgent$|default$|bulk$|celery)")  # the queues: no time to live


def spread_over(servers: Servers, town: Space) -> list[tuple[User, Browser]]:
    """Return people of a space, signed in, half of them on each server."""
    office = servers[0]
    people = office.do(
        lambda: [making.make_user(f"habitante{n}@example.org", f"Habitante {n}") for n in range(PEOPLE)], at=town
    )
    sessions = [office.session_of(one, town) for one in people]
    return [
        (user, Browser(servers[turn % 2], town.host, session=key))
        for turn, (user, key) in enumerate(zip(people, sessions, strict=True))
    ]


@contextmanager
def meanwhile(work: Callable[[], object]) -> Iterator[None]:
    """Do something again and again, beside what the test does."""
    over = Event()

    def again() -> None:
        while not over.is_set():
            work()
            over.wait(0.02)

    beside = Thread(target=again)
    beside.start()
    try:
        yield
    finally:
        over.set()
        beside.join()


@contextmanager
def away(link: redis.Redis) -> Iterator[None]:
    """Have Valkey refuse everybody, but for this connection."""
    port = int(str(link.config_get("port")["port"]))
    link.config_set("port", 0)
    link.client_kill_filter(_type="normal", skipme=True)
    try:
        yield
    finally:
        link.config_set("port", port)


def live(servers: Servers, town: Space) -> list[Answer]:
    """Have people read, look at themselves, support and comment, all at once; check what each was told."""
    one = servers[0].do(lambda: proposal(proposals_step()), at=town)

    def use(person: tuple[User, Browser]) -> list[Answer]:
        user, browser = person
        answers = []
        for turn in range(ROUNDS):
            answers += [browser.open("/"), browser.open(f"/propositions/{one.pk}/")]
            wanted = "1" if turn % 2 == 0 else "0"
            answers.append(browser.post(f"/soutiens/{one.pk}/", wanted=wanted))
            me = browser.open("/api/v1/me/")
            assert f'"{user.public_name}"' in me.body.decode()
            answers.append(me)
        return answers

    answers = [each for share in together(use, spread_over(servers, town)) for each in share]
    one = servers[0].do(lambda: type(one).objects.get(pk=one.pk), at=town)
    rows = servers[0].do(lambda: Support.objects.filter(contribution_id=one.pk).count(), at=town)
    assert (rows, one.supports_count) == (PEOPLE, PEOPLE)  # each acknowledged gesture is there
    return answers


def test_emptied_again_and_again_it_loses_nothing(servers: Servers, town: Space) -> None:
    with redis.from_url(servers[0].redis_url) as link, meanwhile(link.flushall):
        answers = live(servers, town)
    assert Counter(answer.status for answer in answers).keys() == {200, 302}


def test_away_nobody_notices_and_what_waits_leaves_afterwards(servers: Servers, town: Space) -> None:
    with redis.from_url(servers[0].redis_url, single_connection_client=True) as link:
        with away(link):
            answers = live(servers, town)
            health = Client(servers[0], "citoyens.test").send("GET", "/healthz")
        assert Counter(answer.status for answer in answers).keys() == {200, 302}
        assert health.status == 200
        back = Client(servers[0], town.host).send("GET", "/")
        assert back.status == 200
    servers[0].work_off(at=town)
    assert servers[0].do(lambda: Delivery.objects.exclude(state=State.DONE).count(), at=town) == 0


def test_every_key_belongs_to_a_scope_and_dies(servers: Servers, town: Space) -> None:
    with redis.from_url(servers[0].redis_url) as link:
        link.flushall()
        live(servers, town)
        office = servers[0]
        admin = office.do(lambda: making.make_user("chef@example.org", roles=[Role.ADMINISTRATOR]), at=town)
        team = Browser(servers[0], town.host, session=office.session_of(admin, town))
        for path in ("/equipe/", "/equipe/membres/", "/equipe/exports/", "/equipe/moderation/", "/recherche/?q=banc"):
            team.open(path)
        visitor = Browser(servers[0], town.host)
        visitor.open("/compte/connexion/")
        visitor.post("/compte/connexion/", login="inconnue@example.org")
        apex = Browser(servers[1], "citoyens.test")
        for path in ("/", "/espaces/", "/api/v1/spaces/", "/ouvrir-un-espace/", "/operateur/"):
            apex.open(path)
        apex.post("/ouvrir-un-espace/", kind="commune")
        apex.open("/ouvrir-un-espace/organisation/?q=arras")
        Client(servers[0], town.host).call("GET", "contributions/")
        keys: dict[str, Any] = {key.decode(): link.ttl(key) for key in link.scan_iter()}
    ours = {key: ttl for key, ttl in keys.items() if not OF_THE_WORKER.match(key)}
    assert ours  # something was looked at
    assert [key for key in ours if not OF_A_SCOPE.match(key)] == []
    assert [key for key, ttl in ours.items() if ttl < 0] == []

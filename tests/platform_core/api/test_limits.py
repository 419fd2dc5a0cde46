"""Too many requests are refused for a while, to whoever sends them; without the cache, to nobody."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache, caches

from platform_core.accounts.models import User
from platform_core.api import throttling
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.api.calling import Caller, caller

FEW = 3


@pytest.fixture
def limits(settings: LazySettings, space: Space, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Return the limits, to be lowered; each test counts in a minute of its own, which does not end."""
    counted: dict[str, int] = dict.fromkeys(settings.API_LIMITS, 1000)
    settings.API_LIMITS = counted
    cache.add("tests.minute", 0)
    moment = 60 * cache.incr("tests.minute")
    monkeypatch.setattr(time, "time", lambda: moment + 20.0)
    return counted


def codes(program: Caller, times: int, **headers: str) -> list[int]:
    return [program.get("consultations/", **headers).status_code for _time in range(times)]


def test_beyond_the_limit_one_is_told_how_long_to_wait(space: Space, limits: dict[str, int], resident: User) -> None:
    limits["read_by_token"] = FEW
    program = caller(space, resident)
    assert codes(program, FEW + 1) == [200] * FEW + [429]
    answer = program.get("consultations/")
    assert answer.json() == {
        "code": "throttled",
        "message": "Trop de demandes en peu de temps. Réessayez dans 40 s.",
    }
    assert answer.headers["Retry-After"] == "40"


def test_a_second_token_does_not_give_a_second_share(space: Space, limits: dict[str, int], resident: User) -> None:
    limits["read_by_token"] = FEW
    assert codes(caller(space, resident), FEW) == [200] * FEW
    assert codes(caller(space, resident), 1) == [429]
    assert codes(caller(space, making.make_user("autre@example.org")), 1) == [200]


def test_writing_and_reading_are_counted_apart(space: Space, limits: dict[str, int], resident: User) -> None:
    limits["write_by_token"] = 1
    program = caller(space, resident)
    assert [program.post("contributions/").status_code for _time in range(2)] == [400, 429]
    assert codes(program, 1) == [200]


def test_a_forwarded_address_made_up_has_no_effect(space: Space, limits: dict[str, int]) -> None:
    limits["read_by_visitor"] = FEW
    forged = [codes(Caller(space), 1, x_forwarded_for=f"203.0.113.{n}")[0] for n in range(FEW + 1)]
    assert forged == [200] * FEW + [429]


def test_behind_a_trusted_proxy_the_address_it_saw_counts(
    space: Space, limits: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from rest_framework.settings import api_settings  # noqa: PLC0415 (read once by the framework)

    monkeypatch.setattr(api_settings, "NUM_PROXIES", 1)
    limits["read_by_visitor"] = 1
    assert codes(Caller(space), 1, x_forwarded_for="203.0.113.1") == [200]
    assert codes(Caller(space), 1, x_forwarded_for="198.51.100.7, 203.0.113.1") == [429]
    assert codes(Caller(space), 1, x_forwarded_for="203.0.113.1, 203.0.113.2") == [200]


def test_a_noisy_space_leaves_the_others_alone(space: Space, other_space: Space, limits: dict[str, int]) -> None:
    limits["space"] = FEW
    assert codes(Caller(space), FEW + 1) == [200] * FEW + [429]
    assert codes(Caller(other_space), 1) == [200]


def test_without_the_cache_nobody_is_refused(
    space: Space, limits: dict[str, int], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    limits["read_by_visitor"] = 0
    away: Any = caches.create_connection("default")
    away._servers = ["redis://127.0.0.1:1/0"]
    monkeypatch.setattr(throttling, "cache", away)
    assert codes(Caller(space), 2) == [200, 200]
    assert "limits_away" in caplog.text

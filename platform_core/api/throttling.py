"""Limits: so many requests a minute for each caller, and for a space as a whole.

Counts are kept in the cache under the space's own prefix. Without the cache the API goes on, unlimited, and the log says so.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import RedisError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from platform_core.api.failures import DaySpent
from platform_core.api.models import ApiToken

log = structlog.get_logger(__name__)
_calls: dict[str, Callable[..., bool]] = {}
MINUTE = 60


class Limit(BaseThrottle):
    """Counts the requests of one bucket in the current minute."""

    left = 0.0

    def bucket(self, request: Request) -> tuple[str, str]:
        """Return the bucket of a request and the name of its limit in `settings.API_LIMITS`."""
        raise NotImplementedError

    def allow_request(self, request: Request, view: Any) -> bool:
        name, limit = self.bucket(request)
        now = time.time()
        self.left = MINUTE - now % MINUTE
        try:
            hits = counted(f"api.limit:{name}:{int(now // MINUTE)}")
        except RedisError as error:
            log.warning("limits_away", error=type(error).__name__)
            return True
        return hits <= settings.API_LIMITS[limit]

    def wait(self) -> float:
        return self.left


class PerCaller(Limit):
    """One bucket for each account, whatever its tokens; visitors are told apart by their address.

    Forwarded addresses count only from the trusted proxies (`NUM_PROXIES`): adding one by hand has no effect.
    """

    def bucket(self, request: Request) -> tuple[str, str]:
        kind = "read" if request.method in SAFE_METHODS else "write"
        if request.user.is_authenticated:
            limit = f"{kind}_by_token" if isinstance(request.auth, ApiToken) else f"{kind}_by_person"
            return f"{kind}:{request.user.pk}", limit
        address = hashlib.sha256(str(self.get_ident(request)).encode()).hexdigest()[:24]
        return f"{kind}:{address}", f"{kind}_by_visitor"


class PerSpace(Limit):
    """One bucket for the whole space: a noisy one does not slow the others."""

    def bucket(self, request: Request) -> tuple[str, str]:
        return "all", "space"


class PerDay(BaseThrottle):
    """The calls that programs with a token make in a day, as a higher layer counts them. The pages of the site, which
    call as the person who is signed in, and visitors have only the limits of a minute.
    """

    def allow_request(self, request: Request, view: Any) -> bool:
        if not isinstance(request.auth, ApiToken) or not _calls:
            return True
        if not _calls["day"](is_read=request.method in SAFE_METHODS):
            raise DaySpent(wait=seconds_left())
        return True


def register_calls(allowed: Callable[..., bool]) -> None:
    """Say what counts the calls of programs: `allowed(is_read=…)` tells whether this one may go on today."""
    _calls["day"] = allowed


def seconds_left() -> float:
    """Return how long until tomorrow, where the space is."""
    now = timezone.localtime()
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight - now).total_seconds()


def counted(key: str) -> int:
    """Add one to a counter that lives two minutes, and return it. Raises `RedisError` when the cache is away."""
    cache.add(key, 0, timeout=2 * MINUTE)
    try:
        return int(cache.incr(key))
    except ValueError:  # evicted between the two
        return 1

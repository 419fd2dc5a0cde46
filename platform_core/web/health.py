"""`/healthz` (the process answers) and `/readyz` (its database and its broker do), on any host, before any space."""

from __future__ import annotations

from typing import TYPE_CHECKING

import redis
from django.conf import settings
from django.db import Error, connection
from django.http import JsonResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class HealthMiddleware:
    """Answers the two addresses itself; says what is away, and nothing else (no version, no host)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or pass on."""
        if request.path == "/healthz":
            return JsonResponse({"status": "ok"})
        if request.path == "/readyz":
            states = {"database": database_answers(), "broker": broker_answers()}
            # Without the broker pages still work: only the database decides.
            return JsonResponse(states, status=200 if states["database"] else 503)
        return self.get_response(request)


def database_answers() -> bool:
    """Tell whether the database answers."""
    try:
        connection.ensure_connection()
        return connection.is_usable()
    except Error:
        return False


def broker_answers() -> bool:
    """Tell whether Redis or Valkey answers."""
    try:
        with redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False

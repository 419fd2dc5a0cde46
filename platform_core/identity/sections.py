"""What is added to the pages of accounts: buttons, one's identities, the way to the team's page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from platform_core import scope
from platform_core.accounts.views.person import person
from platform_core.accounts.views.signing_in import next_of
from platform_core.identity.queries import identities_of, joinable, offered, providers


def on_sign_in(request: HttpRequest) -> dict[str, Any] | None:
    """Return the buttons of the sign-in page; nothing where there is no provider."""
    found = offered()
    return {"providers": found, "following": next_of(request)} if found else None


def on_security(request: HttpRequest) -> dict[str, Any] | None:
    """Return one's identities, and the providers that could be joined."""
    if not scope.in_space():
        return None
    me = person(request)
    mine, others = identities_of(me), joinable(me)
    return {"identities": mine, "joinable": others} if mine or others else None


def on_entrance(_request: HttpRequest) -> dict[str, Any] | None:
    """Return the providers, for the team's page of sign-in."""
    return {"providers": list(providers())}

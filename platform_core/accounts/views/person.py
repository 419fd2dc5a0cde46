"""Whose account it is, on pages that are open to people signed in."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from platform_core.accounts.models import User
from platform_core.errors import NotAllowed


def person(request: HttpRequest) -> User:
    """Return the account behind a request; raises `NotAllowed` for a visitor, whom the page's access already refuses."""
    if isinstance(request.user, AnonymousUser):
        raise NotAllowed("sign_in", "")
    return request.user

"""Close the sessions of an account but the one in which it is asked."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from platform_core.accounts.models import User
from platform_core.accounts.operations.profile import sign_out_everywhere


def sign_out_elsewhere(request: HttpRequest, user: User) -> None:
    """Close every session, then seal this one anew."""
    sign_out_everywhere(by=user, user=user)
    update_session_auth_hash(request, user)

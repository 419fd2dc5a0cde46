"""Who calls: the owner of a token, or the person whose browser is signed in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.authentication import SessionAuthentication as Stock
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from platform_core.accounts.models import User
from platform_core.api.models import ApiToken
from platform_core.api.queries import note_use, usable_token

SCHEME = "Bearer"


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer cec_…`. Unknown, closed, past, of a closed account or of another space: the same 401."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        token = usable_token(secret.strip()) if scheme.lower() == SCHEME.lower() else None
        if token is None:
            raise AuthenticationFailed(_("Ce jeton n’est pas valable ici."), "bad_token")
        note_use(token)
        return token.owner, token

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="api"'


class SessionAuthentication(Stock):
    """The session of a browser on this host; writing asks for the CSRF token, as pages do."""

    def enforce_csrf(self, request: Any) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise PermissionDenied(_("Le jeton CSRF manque ou n’est plus valable."), "csrf") from error


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself by a metaclass
    """How tokens are described in the schema."""

    target_class = "platform_core.api.authentication.TokenAuthentication"
    name = "jeton"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": _("Jeton créé sur la page « Jetons d’accès ».")}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # likewise
    """How the session of a browser is described."""

    target_class = "platform_core.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}

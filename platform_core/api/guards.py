"""The outer door of the API: to whom a view is open, and what the token at hand may be used for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from platform_core.access.actors import roles_of
from platform_core.access.views import Access
from platform_core.api.models import ApiToken
from platform_core.api.scopes import Scope
from platform_core.errors import NotAllowed


class Declared(BasePermission):
    """Refuses a view that does not say to whom it is open, as `AccessMiddleware` does for pages.

    The middleware leaves API views to this class: it runs before the token is read.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        access = getattr(view, "access", None)
        if not isinstance(access, Access):
            raise NotAllowed("undeclared", _("Cette adresse n’est ouverte à personne."))
        if access.audience == "public":
            return True
        if not request.user.is_authenticated:
            raise NotAuthenticated
        if access.roles and not access.roles & roles_of(request.user):
            raise NotAllowed("role", _("Cette action est réservée à l’équipe de l’espace."))
        return True


class Scoped(BasePermission):
    """Keeps a token within its scopes. A session has no scope: it is the person."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not isinstance(request.auth, ApiToken):
            return True
        wanted = Scope.READ if request.method in SAFE_METHODS else Scope(view.write_scope)
        if wanted not in request.auth.scopes:
            raise NotAllowed("scope", _("Ce jeton n’a pas le droit « %(scope)s ».") % {"scope": wanted.value})
        return True

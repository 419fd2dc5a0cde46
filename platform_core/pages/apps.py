"""Declares the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest


class PagesConfig(AppConfig):
    """Pages."""

    name = "platform_core.pages"
    label = "pages"

    def ready(self) -> None:
        """Declare the permissions and the lines of menus."""
        from platform_core.access.roles import Role
        from platform_core.pages import permissions  # noqa: F401 (declares them)
        from platform_core.web import menus

        register_first_step()

        def may_write(request: HttpRequest) -> bool:
            return request.user.is_authenticated and request.user.has_role(Role.ADMINISTRATOR)

        menus.register(
            menus.Entry(
                menu="team",
                label=_("Pages de l’espace"),
                url_name="pages:team_list",
                icon="edit",
                group=_("Réglages"),
                order=80,
                shown=may_write,
            )
        )
        menus.register_source("space_legal", legal_lines)


def register_first_step() -> None:
    """Ask a new team to read its legal pages through."""
    from django.contrib.postgres.expressions import ArraySubquery
    from django.db.models import Exists

    from platform_core.access.roles import Role
    from platform_core.pages.queries import missing_pages
    from platform_core.web import menus
    from platform_core.web.onboarding import FirstStep, register_onboarding_step

    register_onboarding_step(
        FirstStep(
            slug="pages",
            order=20,
            title=_("Relire les pages légales"),
            why=_(
                "Elles sont déjà écrites. Complétez ce que vous seuls savez : l’espace ne peut pas ouvrir sans elles."
            ),
            action=_("Relire les pages"),
            url_name="pages:team_list",
            done=lambda _request: ~Exists(missing_pages()),
            shown=menus.for_roles(Role.ADMINISTRATOR),
            details=lambda: ArraySubquery(missing_pages().values("title")),
        )
    )


def legal_lines(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the pages named at the foot of every page of a space (none on the platform, which has no such table)."""
    from django.contrib.auth.models import AnonymousUser
    from django.urls import reverse

    from platform_core import scope
    from platform_core.access.actors import roles_of
    from platform_core.access.roles import TEAM
    from platform_core.pages.queries import footer_pages

    if not scope.in_space():
        return []
    reader = getattr(request, "user", None) or AnonymousUser()  # an error page may be shown before accounts are known
    if getattr(scope.current(), "is_closed", False) and not roles_of(reader) & TEAM:
        return []  # they would lead to the page that says so
    return [(title, reverse("pages:page", args=[slug])) for title, slug in footer_pages(reader)]

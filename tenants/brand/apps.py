"""Declares the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest


class BrandConfig(AppConfig):
    """What a space makes its own."""

    name = "tenants.brand"
    label = "brand"

    def ready(self) -> None:
        """Declare the permission and the lines of menus."""
        from platform_core.web import menus
        from platform_core.web.onboarding import register_onboarding_step
        from tenants.brand import consumers, kinds, permissions  # noqa: F401 (declare themselves)
        from tenants.brand.first_steps import DRESS
        from tenants.brand.links import register_destinations

        register_destinations(pages)
        kinds.declare()
        register_onboarding_step(DRESS)
        menus.register_source("space", header_lines)
        menus.register_source("space_legal", footer_lines)
        register_menus()


def register_menus() -> None:
    """Add its pages to the team's menu."""
    from platform_core.access.roles import Role
    from platform_core.web import menus

    for_administrators = menus.for_roles(Role.ADMINISTRATOR)
    menus.register(
        menus.Entry(
            menu="team",
            label=_("Identité"),
            url_name="brand:identity",
            icon="star",
            group=_("Réglages"),
            order=81,
            shown=for_administrators,
        ),
        menus.Entry(
            menu="team",
            label=_("Menus"),
            url_name="brand:menus",
            icon="menu",
            group=_("Réglages"),
            order=83,
            shown=for_administrators,
        ),
        menus.Entry(
            menu="team",
            label=_("Langues et heure"),
            url_name="brand:locale",
            icon="clock",
            group=_("Réglages"),
            order=85,
            shown=for_administrators,
        ),
    )


def header_lines(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the links that the team added to the menu at the top."""
    from tenants.brand.links import HEADER

    return _lines(request, HEADER)


def footer_lines(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the links that the team added at the foot."""
    from tenants.brand.links import FOOTER

    return _lines(request, FOOTER)


def pages() -> tuple[str, list[tuple[str, str]]]:
    """Return the pages of the space that visitors may read, as destinations of links."""
    from django.contrib.auth.models import AnonymousUser
    from django.urls import reverse

    from platform_core.pages.queries import footer_pages

    found = [(reverse("pages:page", args=[slug]), title) for title, slug in footer_pages(AnonymousUser())]
    return str(_("Pages de l’espace")), found


def _lines(request: HttpRequest, menu: str) -> list[tuple[str, str]]:
    from tenants.brand.links import lines_of, read_links

    return lines_of(read_links(getattr(getattr(request, "space", None), "menu_links", [])), menu)

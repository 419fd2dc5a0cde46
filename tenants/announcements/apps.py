"""Declares the application: banners, what a new space is shown, groups of spaces, lines of menus."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from tenants.spaces.models import Space


class AnnouncementsConfig(AppConfig):
    """Announcements."""

    name = "tenants.announcements"
    label = "announcements"

    def ready(self) -> None:
        """Declare them."""
        from platform_core.web.notices import register_notices
        from tenants.announcements import permissions, tasks  # noqa: F401 (declare themselves)
        from tenants.announcements.notices import notices
        from tenants.announcements.registry import Group, register_group
        from tenants.spaces.models import Kind
        from tenants.spaces.registry import on_opening

        register_notices("announcements", notices)
        on_opening("announcements", show)
        register_group(
            *(Group(slug=f"kind-{kind.value}", label=kind.label, find=partial(of_kind, kind.value)) for kind in Kind)
        )
        register_menus()


def of_kind(kind: str, spaces: QuerySet[Space]) -> QuerySet[Space]:
    """Keep the spaces of one kind of organisation."""
    return spaces.filter(kind=kind)


def show(space: Space) -> None:
    """Show to a space that opens what is said to everybody."""
    from platform_core.access import System
    from tenants.announcements.operations import show_to_new

    show_to_new(by=System("announcements"), space=space)


def register_menus() -> None:
    """Add a line to the menu of operators, and one to that of teams."""
    from platform_core.access.roles import TEAM
    from platform_core.web.menus import Entry, for_roles, register

    register(
        Entry(
            menu="operator",
            label=_("Annonces"),
            url_name="announce:list",
            icon="bell",
            group=_("Espaces"),
            order=34,
        ),
        Entry(
            menu="team",
            label=_("Annonces de la plateforme"),
            url_name="announcements:list",
            icon="bell",
            group=_("Réglages"),
            order=96,
            shown=for_roles(*TEAM),
        ),
    )

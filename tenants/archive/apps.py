"""Declares the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from platform_core.accounts.models import User


class ArchiveConfig(AppConfig):
    """The portable archive of a space."""

    name = "tenants.archive"
    label = "archive"

    def ready(self) -> None:
        """Declare permissions, tasks, consumers, notifications, what stays out, and the line of the menu."""
        from platform_core.access.roles import Role
        from platform_core.accounts.personal_data import PersonalData, on_erasure, register_personal_data
        from platform_core.web.menus import Entry, for_roles, register
        from tenants.archive import consumers, kinds, leaving_out, permissions, tasks  # noqa: F401 (they declare themselves)

        kinds.declare()
        leaving_out.declare()
        register_personal_data(PersonalData("archive.Archive", "requested_by", _("Archives demandées")))
        on_erasure("archive", take_back)
        register(
            Entry(
                menu="team",
                label=_("Archive"),
                url_name="archive:page",
                icon="lock",
                group=_("Données"),
                order=78,
                shown=for_roles(Role.ADMINISTRATOR),
            )
        )


def take_back(user: User, withdraw: bool) -> None:  # noqa: FBT001 (accounts calls it so)
    """Remove the archives: what an erased person was is in each of them."""
    from platform_core.access import System
    from tenants.archive.operations.building import retire_all

    retire_all(by=System("archive"))

"""Declares the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from platform_core.accounts.models import User


class ExportsConfig(AppConfig):
    """Exports."""

    name = "consultations.capabilities.exports"
    label = "exports"

    def ready(self) -> None:
        """Declare permissions, tasks, consumers, notifications, menu lines and places on pages."""
        from consultations.capabilities.exports import consumers, permissions, tasks  # noqa: F401 (they declare themselves)
        from consultations.capabilities.exports.kinds import declare
        from consultations.process import slots
        from platform_core.access.roles import Role
        from platform_core.accounts.personal_data import PersonalData, on_erasure, register_personal_data
        from platform_core.web.menus import Entry, for_roles, register
        from tenants.archive.registry import leave_out

        declare()
        register_personal_data(PersonalData("exports.Export", "requested_by", _("Exports demandés")))
        on_erasure("exports", take_back)
        leave_out("exports.Export", _("exports : des copies, que chacun peut redemander"))
        slots.fill("consultation.after", "exports/open_data.html")
        slots.fill("team.consultation", "exports/on_consultation.html", order=60)
        register(
            Entry(
                menu="team",
                label=_("Exports"),
                url_name="exports:list",
                icon="download",
                group=_("Données"),
                order=75,
                shown=for_roles(Role.ANALYST, Role.ADMINISTRATOR),
            )
        )


def take_back(user: User, withdraw: bool) -> None:  # noqa: FBT001 (accounts calls it so)
    """Remove the files in which an erased person's name may be."""
    from consultations.capabilities.exports.operations.building import retire_all
    from platform_core.access import System

    retire_all(by=System("exports"))

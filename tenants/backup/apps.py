"""Declares the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from tenants.spaces.models import Space


class BackupConfig(AppConfig):
    """Backups of spaces."""

    name = "tenants.backup"
    label = "backup"

    def ready(self) -> None:
        """Declare permissions, tasks, what the console watches, and what goes with a space."""
        from platform_core.web.menus import Entry, register
        from tenants.backup import permissions, tasks  # noqa: F401 (they declare themselves)
        from tenants.backup.queries import last_backup
        from tenants.backup.watching import service
        from tenants.console.registry import Panel, register_panel, watch
        from tenants.spaces.registry import on_deletion

        watch("backup", service)
        register_panel("backup", Panel(template="backup/panel.html", read=last_backup))
        register(
            Entry(
                menu="operator",
                label=_("Sauvegardes"),
                url_name="backup:list",
                icon="download",
                group=_("Veiller"),
                order=42,
            )
        )
        on_deletion("backups", forget)


def forget(space: Space) -> None:
    """Remove the backups of a deleted space: what is deleted is nowhere any more."""
    from platform_core.access import System
    from tenants.backup.making import remove_all
    from tenants.backup.queries import restoration_of
    from tenants.backup.restoring import finish
    from tenants.spaces.scopes import platform

    with platform():
        restoration = restoration_of(space)
        if restoration is not None:
            finish(restoration, by=System("backup"))
        remove_all(space)

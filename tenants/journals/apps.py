"""Declares the application: what is watched, what the console's page of the log says."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalsConfig(AppConfig):
    """Logs, sealed and compared."""

    name = "tenants.journals"
    label = "journals"

    def ready(self) -> None:
        """Declare them."""
        from tenants.console.registry import register_journal_panel
        from tenants.health.registry import Check, register_check
        from tenants.journals import permissions, tasks  # noqa: F401 (declare themselves)
        from tenants.journals.health import read_journals
        from tenants.journals.panel import read_panel

        register_check(Check(slug="journals", name=_("Journaux"), read=read_journals, order=85))
        register_journal_panel("journals/panel.html", read_panel)

"""Declares the application: permissions, what tells teams, menus, the section of a space's page in the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from tenants.spaces.models import Space


class PlansConfig(AppConfig):
    """What operators allow."""

    name = "billing_free.plans"
    label = "plans"

    def ready(self) -> None:
        """Declare them."""
        from billing_free.plans import consumers, permissions, tasks  # noqa: F401 (declare themselves)
        from billing_free.plans.notices import notices
        from billing_free.plans.queries import asks_waiting, panel_of, plan_groups
        from platform_core.web.menus import Entry, register
        from platform_core.web.notices import register_notices
        from tenants.announcements.registry import register_group
        from tenants.console.registry import Panel, register_panel
        from tenants.spaces.registry import on_deletion

        on_deletion("plans", forget_plans)
        register_group(*plan_groups())
        register_notices("fair use", notices)
        register_panel("fair use", Panel(template="plans/panel.html", read=panel_of))
        register(
            Entry(
                menu="team",
                label=_("Usage de la plateforme"),
                url_name="plans:usage",
                icon="chart",
                group=_("Réglages"),
                order=95,
            ),
            Entry(
                menu="operator",
                label=_("Usage équitable"),
                url_name="fair_use:list",
                icon="chart",
                group=_("Espaces"),
                order=35,
                count=asks_waiting,
            ),
        )


def forget_plans(space: Space) -> None:
    """Remove what was decided and seen of a deleted space."""
    from billing_free.plans.models import Ask, Raise, SpacePlan, Standing
    from tenants.spaces.scopes import platform

    with platform():
        for model in (SpacePlan, Raise, Ask, Standing):
            model._default_manager.filter(space=space).delete()

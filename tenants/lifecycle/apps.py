"""Declares the application: consumers, the banner, a first step of new teams, the lines of the team's menu."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LifecycleConfig(AppConfig):
    """The life of a space."""

    name = "tenants.lifecycle"
    label = "lifecycle"

    def ready(self) -> None:
        """Declare them."""
        from platform_core.access.permissions import register_limit
        from platform_core.accounts.personal_data import on_erasure
        from platform_core.mail.gates import register_gate
        from platform_core.pages.rules import register_publication
        from platform_core.web.notices import register_notices
        from platform_core.web.onboarding import register_onboarding_step
        from tenants.lifecycle import consumers, permissions  # noqa: F401 (declare themselves)
        from tenants.lifecycle.first_steps import INVITE
        from tenants.lifecycle.forgetting import forget_person, forget_space
        from tenants.lifecycle.notices import notices
        from tenants.lifecycle.preparing import keep_out, leaves
        from tenants.lifecycle.queries import is_open_here
        from tenants.spaces.registry import on_deletion

        on_deletion("letters", forget_space)
        on_erasure("letters of the platform", forget_person)
        register_notices("lifecycle", notices)
        register_onboarding_step(INVITE)
        register_publication(is_open_here)
        register_gate("preparing", leaves)
        register_limit("preparing", keep_out)
        register_menus()


def register_menus() -> None:
    """Declare the lines of the team's menu."""
    from platform_core.access.roles import TEAM, Role
    from platform_core.web.menus import Entry, for_roles, register
    from tenants.lifecycle.letters import FATE

    register(
        Entry(
            menu="team",
            label=_("Faire connaître l’espace"),
            url_name="lifecycle:share",
            icon="megaphone",
            group=_("Échanger"),
            order=65,
            shown=for_roles(*TEAM),
        ),
        Entry(
            menu="team",
            label=_("Vie de l’espace"),
            url_name=FATE,
            icon="building",
            group=_("Réglages"),
            order=95,
            shown=for_roles(Role.ADMINISTRATOR),
        ),
    )

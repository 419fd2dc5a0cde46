"""Declares the application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    """Sign-in by providers."""

    name = "platform_core.identity"
    label = "identity"

    def ready(self) -> None:
        """Declare permissions, what is kept of people, and what is added to the pages of sign-in and of accounts."""
        from platform_core.accounts.leaving import register_leaving
        from platform_core.accounts.personal_data import DELETE, PersonalData, register_personal_data
        from platform_core.accounts.sections import Section, register_section
        from platform_core.identity import permissions, sections  # noqa: F401 (permissions declare themselves)
        from platform_core.identity.views.signing_in import taken_along

        register_personal_data(
            PersonalData("identity.Identity", "user", _("Identités reliées à votre compte"), DELETE),
        )
        buttons, mine = "identity/buttons.html", "identity/mine.html"
        register_section(Section("identity.sign_in", buttons, sections.on_sign_in, place="sign_in"))
        register_section(Section("identity.security", mine, sections.on_security, place="security"))
        register_section(
            Section("identity.entrance", "identity/entrance.html", sections.on_entrance, place="entrance")
        )
        register_leaving("identity", "identity:goodbye", taken_along)

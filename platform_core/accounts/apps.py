"""Declares the application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People and structures."""

    name = "platform_core.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Declare the permissions, what is kept of people, the lines of menus."""
        from platform_core.accounts import permissions, tasks  # noqa: F401 (they declare themselves)
        from platform_core.accounts.personal_data import DELETE, PersonalData, register_personal_data

        register_personal_data(
            PersonalData("account.EmailAddress", "user", _("Adresses e-mail confirmées"), DELETE),
            PersonalData("mfa.Authenticator", "user", _("Double sécurité"), DELETE),
            PersonalData("accounts.EntryPass", "user", _("Liens d’entrée"), DELETE),
            PersonalData(
                "accounts.StructureMember", "user", _("Structures au nom desquelles vous contribuez"), DELETE
            ),
            PersonalData("accounts.StructureRequest", "user", _("Demandes pour rejoindre une structure"), DELETE),
            PersonalData("accounts.Suspension", "user", _("Suspensions de votre compte"), DELETE),
        )
        register_menus()
        register_entrance()
        register_first_step()


def register_menus() -> None:
    """Add the pages of one's account, and of the team, to the menus."""
    from platform_core.access.roles import TEAM, Role
    from platform_core.web.menus import Entry, for_roles, register

    security, settings, exchanges = _("Connexion et sécurité"), _("Réglages"), _("Échanger")
    moderation = for_roles(Role.MODERATOR, Role.ADMINISTRATOR)
    team, people = "accounts:team", "accounts:participants"
    register(
        Entry(menu="account", label=_("Mon profil"), url_name="accounts:profile", icon="user", order=10),
        Entry(menu="account", label=security, url_name="mfa_index", icon="lock", order=20),
        Entry(menu="account", label=_("Mon adresse e-mail"), url_name="account_email", icon="mail", order=25),
        Entry(menu="account", label=_("Mes structures"), url_name="accounts:structures", icon="building", order=40),
        Entry(menu="account", label=_("Mes données"), url_name="accounts:data", icon="download", order=80),
        Entry(menu="operator_account", label=security, url_name="mfa_index", icon="lock", order=20),
        Entry(menu="operator_account", label=_("Mon adresse e-mail"), url_name="account_email", icon="mail", order=25),
        Entry(
            menu="team",
            label=_("Équipe"),
            url_name=team,
            icon="users",
            group=settings,
            order=70,
            shown=for_roles(*TEAM),
        ),
        Entry(
            menu="team",
            label=_("Participants"),
            url_name=people,
            icon="user",
            group=exchanges,
            order=60,
            shown=moderation,
        ),
    )


def register_entrance() -> None:
    """Add the page of who may create an account to the team's menu."""
    from platform_core.access.roles import Role
    from platform_core.web.menus import Entry, for_roles, register

    register(
        Entry(
            menu="team",
            label=_("Comptes et connexion"),
            url_name="accounts:entrance",
            icon="login",
            group=_("Réglages"),
            order=71,
            shown=for_roles(Role.ADMINISTRATOR),
        )
    )


def register_first_step() -> None:
    """Ask a new team to be more than one."""
    from platform_core.access.roles import Role
    from platform_core.accounts.queries import is_joined
    from platform_core.web.menus import for_roles
    from platform_core.web.onboarding import FirstStep, register_onboarding_step

    register_onboarding_step(
        FirstStep(
            slug="team",
            order=30,
            title=_("Inviter l’équipe"),
            why=_("À deux, l’espace ne dépend pas d’une seule personne, même en vacances."),
            action=_("Inviter"),
            url_name="accounts:team",
            done=lambda request: is_joined(request.user),
            shown=for_roles(Role.ADMINISTRATOR),
        )
    )

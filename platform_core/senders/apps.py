"""Declares the application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SendersConfig(AppConfig):
    """From which mail server letters leave."""

    name = "platform_core.senders"
    label = "senders"

    def ready(self) -> None:
        """Declare permissions, consumers, what carries letters, the notification and the line of the menu."""
        from platform_core.access.roles import Role
        from platform_core.mail.carriers import register_carrier
        from platform_core.notifications.kinds import Group, NotificationKind, Rhythm, register_group, register_kind
        from platform_core.senders import consumers, permissions  # noqa: F401 (they declare themselves)
        from platform_core.senders.carrying import carry
        from platform_core.web.menus import Entry, for_roles, register

        register_carrier("senders", carry)
        admin = frozenset({Role.ADMINISTRATOR})
        told = _("Votre serveur d’envoi ne fonctionne plus : les lettres partent par la plateforme.")
        register_group(
            Group("senders", _("L’envoi des e-mails"), told, default=Rhythm.IMMEDIATE, order=72, roles=admin)
        )
        register_kind(
            NotificationKind(
                "sender.failing",
                "senders",
                _(
                    "Votre serveur d’envoi a échoué : %(error)s Les lettres partent par la plateforme, rien n’est perdu."
                ),
                _("Voir l’envoi des e-mails"),
                icon="warning",
            )
        )
        register(
            Entry(
                menu="team",
                label=_("Envoi des e-mails"),
                url_name="senders:page",
                icon="mail",
                group=_("Réglages"),
                order=74,
                shown=for_roles(Role.ADMINISTRATOR),
            )
        )

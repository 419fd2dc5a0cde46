"""What an archive does not hold, table by table, with the reason. Higher layers add theirs by `registry.leave_out`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from platform_core.access.roles import SPACE_ROLES
from tenants.archive.registry import leave_out, refuse_rows


def declare() -> None:
    """Declare the tables of this layer and of the one below."""
    for label in ("accounts.EntryPass", "account.EmailConfirmation"):
        leave_out(label, _("codes et laissez-passer à usage unique : chacun en demande un nouveau"))
    leave_out("sessions.Session", _("connexions ouvertes : chacun se connecte à nouveau"))
    leave_out("api.KeptAnswer", _("réponses gardées quelques heures pour les programmes qui répètent une demande"))
    for label in ("outbox.Event", "outbox.Delivery"):
        leave_out(label, _("travail en cours : le reprendre ailleurs ferait deux fois la même chose"))
    leave_out("mail.Email", _("lettres envoyées ou sur le point de l’être : elles ne doivent pas partir deux fois"))
    for label in ("audit.Seal", "audit.Purge"):
        leave_out(label, _("sceaux du journal : ils ne valent qu’avec la clé de cet espace"), in_backup=True)
    leave_out("archive.Archive", _("les archives elles-mêmes"))
    _secrets()
    for label in ("accounts.User", "accounts.Invitation"):
        refuse_rows(label, _roles_of_a_space)


def _secrets() -> None:
    """Declare what opens doors: it stays where it was given. A backup, encrypted and restored in place, holds it."""
    leave_out("mfa.Authenticator", _("secrets de la double sécurité : chacun l’active à nouveau"), in_backup=True)
    leave_out("api.ApiToken", _("jetons des programmes : leur propriétaire en crée de nouveaux"), in_backup=True)
    leave_out("senders.Sender", _("serveur d’envoi et son mot de passe : à régler à nouveau"), in_backup=True)
    leave_out("identity.Provider", _("fournisseurs de connexion et leur secret : à régler à nouveau"), in_backup=True)
    for label in ("accounts.Invitation", "accounts.StructureInvitation"):
        leave_out(label, _("invitations : elles mènent à l’ancien espace, à renouveler"), in_backup=True)


def _roles_of_a_space(row: Mapping[str, Any]) -> bool:
    roles = row.get("roles")
    return isinstance(roles, list) and set(roles) <= {str(role) for role in SPACE_ROLES}

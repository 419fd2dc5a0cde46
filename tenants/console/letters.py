"""What a space's team is told of what operators do to it."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.mail.letters import Letter, send_letter
from tenants.spaces.models import Space
from tenants.spaces.scopes import entered


def say_suspended(space: Space, *, reason: str, key: str) -> None:
    """Tell the team that its space is closed, and why."""
    paragraphs = [
        _("L’espace « %(name)s » (%(host)s) a été suspendu par l’opérateur de la plateforme.")
        % {"name": space.name, "host": space.host},
        _("Le motif : %(reason)s") % {"reason": reason},
        _("Rien n’est effacé. Les visiteurs lisent que l’espace est fermé pour le moment, sans le motif."),
        *_contact(),
    ]
    _tell(space, Letter(_("Votre espace est suspendu"), paragraphs), key)


def say_reopened(space: Space, *, reason: str, key: str) -> None:
    """Tell the team that its space is open again, and why."""
    paragraphs = [
        _("L’espace « %(name)s » (%(host)s) est de nouveau ouvert.") % {"name": space.name, "host": space.host},
        _("Le message de l’opérateur : %(reason)s") % {"reason": reason},
        _("Tout est comme avant la suspension ; les envois en attente reprennent."),
        *_contact(),
    ]
    _tell(space, Letter(_("Votre espace est rouvert"), paragraphs, _("Ouvrir mon espace"), space.url), key)


def _contact() -> list[str]:
    contact = settings.LEGAL_FACTS["operateur_contact"]
    return [_("Pour en parler : %(contact)s") % {"contact": contact}] if contact else []


def _tell(space: Space, letter: Letter, key: str) -> None:
    """Write to the space's administrators from the platform: a closed space sends nothing itself."""
    for name, address in _addresses(space).items():
        send_letter(letter, to=address, key=f"{key}:{name}")


def _addresses(space: Space) -> dict[str, str]:
    """Return the addresses of the administrators by a stable name; when there is none left, those of the space itself."""
    with entered(space):
        team = User.objects.filter(roles__contains=[Role.ADMINISTRATOR], is_active=True).order_by("pk")
        found = {str(pk): email for pk, email in team.values_list("pk", "email")}
    others = {"founder": space.founder_email, "contact": space.contact_email}
    return found or {name: address for name, address in others.items() if address}

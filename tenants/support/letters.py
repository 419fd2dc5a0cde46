"""What the administrators of a space are told of who comes in. From the platform, at once: a closed space sends nothing."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from platform_core.background.tasks import URGENT
from platform_core.mail.letters import Letter, send_letter
from platform_core.web.dates import long_moment
from tenants.lifecycle.queries import administrators
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform
from tenants.support.models import SupportAccess


def say_asked(space: Space, access: SupportAccess) -> None:
    """Tell that an operator asks to come in."""
    paragraphs = [
        _("%(operator)s, de l’équipe de la plateforme, demande à entrer dans l’espace « %(name)s » pour vous aider.")
        % {"operator": access.operator_name, "name": space.name},
        _("Le motif : %(reason)s") % {"reason": access.reason},
        _("Sans votre accord, personne n’entre. Vous choisissez la durée et pouvez tout arrêter à chaque instant."),
    ]
    _tell(
        space, Letter(_("L’assistance demande à entrer dans votre espace"), paragraphs, *_link(space)), access, "asked"
    )


def say_entered(space: Space, access: SupportAccess) -> None:
    """Tell that an operator has come in."""
    paragraphs = [
        _("%(operator)s, de l’équipe de la plateforme, est entré dans l’espace « %(name)s ».")
        % {"operator": access.operator_name, "name": space.name},
        _("Son accès finit : %(until)s.") % {"until": _until(access)},
        _("Chaque page ouverte est écrite au journal de l’espace. Vous pouvez mettre fin à l’accès à tout moment."),
    ]
    _tell(space, Letter(_("L’assistance est dans votre espace"), paragraphs, *_link(space)), access, "entered")


def say_broken(space: Space, access: SupportAccess) -> None:
    """Tell that an operator took the right to come in without waiting."""
    paragraphs = [
        _(
            "%(operator)s, de l’équipe de la plateforme, entre en urgence dans l’espace « %(name)s », sans attendre votre accord."
        )
        % {"operator": access.operator_name, "name": space.name},
        _("Le motif : %(reason)s") % {"reason": access.reason},
        _("Son accès finit : %(until)s.") % {"until": _until(access)},
        _("Chaque page ouverte est écrite au journal de l’espace. Vous pouvez mettre fin à l’accès à tout moment."),
    ]
    _tell(space, Letter(_("Entrée en urgence dans votre espace"), paragraphs, *_link(space)), access, "broken")


def _until(access: SupportAccess) -> str:
    return long_moment(access.until) if access.until else ""


def _link(space: Space) -> tuple[str, str]:
    page = reverse("support:list", urlconf=settings.ROOT_URLCONF)
    return _("Voir l’assistance"), space.url.rstrip("/") + page


def _tell(space: Space, letter: Letter, access: SupportAccess, what: str) -> None:
    addresses = administrators(space)
    with platform():
        for name, address in addresses.items():
            key = f"support.{what}:{space.schema_name}:{access.pk}:{name}"
            send_letter(letter, to=address, key=key, queue=URGENT)

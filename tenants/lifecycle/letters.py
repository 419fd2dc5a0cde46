"""What a space's administrators are told of its life. From the platform: a closed space sends nothing itself."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from platform_core.mail.letters import Letter, send_letter
from platform_core.web.dates import long_day
from tenants.lifecycle.queries import administrators
from tenants.spaces.models import Deletion, Space
from tenants.spaces.scopes import platform

FATE = "lifecycle:life"


def life_url(space: Space) -> str:
    """Return the address of the page where the team reads the state of its space, and undoes."""
    return space.url.rstrip("/") + reverse(FATE, urlconf=settings.ROOT_URLCONF)


def say_opened(space: Space, *, key: str) -> None:
    """Tell that everybody can now come."""
    paragraphs = [
        _("L’espace « %(name)s » (%(host)s) est ouvert au public.") % _names(space),
        _("Chacun peut maintenant y lire, y créer un compte et participer."),
        _("Ses pages légales restent obligatoires : elles se modifient, elles ne se retirent plus."),
    ]
    _tell(space, Letter(_("Votre espace est ouvert au public"), paragraphs, _("Ouvrir mon espace"), space.url), key)


def say_suspended(space: Space, *, reason: str, key: str) -> None:
    """Tell that the space is closed, and why."""
    paragraphs = [
        _("L’espace « %(name)s » (%(host)s) a été suspendu par l’opérateur de la plateforme.") % _names(space),
        _("Le motif : %(reason)s") % {"reason": reason},
        _("Rien n’est effacé. Les visiteurs lisent que l’espace est fermé pour le moment, sans le motif."),
        _("Votre équipe peut toujours se connecter, lire et télécharger les exports."),
        *_contact(),
    ]
    _tell(space, Letter(_("Votre espace est suspendu"), paragraphs), key)


def say_reopened(space: Space, *, reason: str, key: str) -> None:
    """Tell that the space is open again, and why."""
    paragraphs = [
        _("L’espace « %(name)s » (%(host)s) est de nouveau ouvert.") % _names(space),
        _("Le message de l’opérateur : %(reason)s") % {"reason": reason},
        _("Tout est comme avant la suspension ; les envois en attente reprennent."),
        *_contact(),
    ]
    _tell(space, Letter(_("Votre espace est rouvert"), paragraphs, _("Ouvrir mon espace"), space.url), key)


def say_archived(space: Space, *, reason: str, key: str) -> None:
    """Tell that the space is read-only."""
    paragraphs = [
        _("L’espace « %(name)s » (%(host)s) est archivé.") % _names(space),
        _("Le motif : %(reason)s") % {"reason": reason},
        _("Tout le monde peut encore le lire et y chercher. Plus personne ne peut y participer ni le modifier."),
        _("Un administrateur de l’espace peut le rouvrir à tout moment."),
    ]
    _tell(space, Letter(_("Votre espace est archivé"), paragraphs, _("Voir la vie de l’espace"), life_url(space)), key)


def say_unarchived(space: Space, *, reason: str, key: str) -> None:
    """Tell that the archived space is open again."""
    paragraphs = [
        _("L’espace « %(name)s » (%(host)s) n’est plus archivé : il est de nouveau ouvert.") % _names(space),
        _("Le motif : %(reason)s") % {"reason": reason},
    ]
    _tell(space, Letter(_("Votre espace est rouvert"), paragraphs, _("Ouvrir mon espace"), space.url), key)


def say_deletion_scheduled(space: Space, *, reason: str, key: str) -> None:
    """Tell that the space is to be deleted, when, and how to undo."""
    paragraphs = [
        _("La suppression de l’espace « %(name)s » (%(host)s) est programmée.") % _names(space),
        _("Le motif : %(reason)s") % {"reason": reason},
        _("Date de la suppression : %(date)s.") % {"date": _date(space)},
        _("D’ici là, les visiteurs lisent que l’espace a fermé. Votre équipe peut se connecter, lire et exporter."),
        _("Vous avez changé d’avis, ou vous ne saviez pas ? Un administrateur annule la suppression en un clic."),
        *_contact(),
    ]
    label = _("Annuler ou exporter")
    _tell(space, Letter(_("Votre espace va être supprimé"), paragraphs, label, life_url(space)), key)


def say_deletion_cancelled(space: Space, *, reason: str, key: str) -> None:
    """Tell that the space is kept."""
    paragraphs = [
        _("La suppression de l’espace « %(name)s » (%(host)s) est annulée. Rien n’a été effacé.") % _names(space),
        *([_("Le message : %(reason)s") % {"reason": reason}] if reason else []),
    ]
    label = _("Voir la vie de l’espace")
    _tell(space, Letter(_("Votre espace n’est plus à supprimer"), paragraphs, label, life_url(space)), key)


def say_soon_deleted(deletion: Deletion, *, days: int) -> None:
    """Remind, so many days before, of a deletion. Written once."""
    space = deletion.space
    subject = ngettext(
        "Votre espace sera supprimé demain", "Votre espace sera supprimé dans %(count)d jours", days
    ) % {"count": days}
    paragraphs = [
        _("L’espace « %(name)s » (%(host)s) sera supprimé, avec tout ce qu’il contient.") % _names(space),
        _("Date de la suppression : %(date)s.") % {"date": _date(space)},
        _("Avant cette date, téléchargez ce que vous voulez garder. Ensuite, personne ne pourra le retrouver."),
        _("Pour garder l’espace, un administrateur annule la suppression en un clic."),
        *_contact(),
    ]
    letter = Letter(subject, paragraphs, _("Annuler ou exporter"), life_url(space))
    _tell(space, letter, f"space.soon_deleted:{deletion.pk}:{days}")


def say_renamed(space: Space, *, former: str, key: str) -> None:
    """Tell the new address."""
    paragraphs = [
        _("L’espace « %(name)s » a une nouvelle adresse : %(host)s.") % _names(space),
        _("L’ancienne adresse (%(former)s) mène à la nouvelle pendant un an : les liens déjà envoyés fonctionnent.")
        % {"former": former},
        _("Chacun doit se connecter une nouvelle fois : une connexion ne vaut que pour une adresse."),
    ]
    _tell(space, Letter(_("Votre espace a changé d’adresse"), paragraphs, _("Ouvrir mon espace"), space.url), key)


def _names(space: Space) -> dict[str, str]:
    return {"name": space.name, "host": space.host}


def _date(space: Space) -> str:
    return long_day(space.delete_at) if space.delete_at else ""


def _contact() -> list[str]:
    contact = settings.LEGAL_FACTS["operateur_contact"]
    return [_("Pour en parler : %(contact)s") % {"contact": contact}] if contact else []


def _tell(space: Space, letter: Letter, key: str) -> None:
    """Write to the space's administrators, or to its own addresses when there is none left."""
    addresses = administrators(space)
    with platform():
        for name, address in addresses.items():
            send_letter(letter, to=address, key=f"{key}:{name}")

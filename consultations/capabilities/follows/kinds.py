"""What people are told of, in the groups that they set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from platform_core.access.roles import Role
from platform_core.notifications.kinds import (
    Group,
    NotificationKind,
    Rhythm,
    Switch,
    register_group,
    register_kind,
    register_switch,
)
from platform_core.web.dates import long_moment

FOLLOW_OWN = "follow_own"


def ending(facts: Mapping[str, Any]) -> str:
    """Say how long is left when it is read: in the letter three days, in the list perhaps none."""
    until = datetime.fromisoformat(facts["until"])
    values = {"title": facts["title"], "until": long_moment(until)}
    days = (timezone.localdate(until) - timezone.localdate()).days
    if until <= timezone.now():
        return gettext("« %(title)s » s’est terminée le %(until)s.") % values
    if days < 1:
        return gettext("C’est le dernier jour pour participer : « %(title)s » se termine le %(until)s.") % values
    message = ngettext(
        "Plus que %(n)s jour pour participer : « %(title)s » se termine le %(until)s.",
        "Plus que %(n)s jours pour participer : « %(title)s » se termine le %(until)s.",
        days,
    )
    return message % {**values, "n": days}


def extended(facts: Mapping[str, Any]) -> str:
    """Say until when a step goes on."""
    until = long_moment(datetime.fromisoformat(facts["until"]))
    return gettext("« %(title)s » est prolongée jusqu’au %(until)s.") % {"title": facts["title"], "until": until}


def hidden(facts: Mapping[str, Any]) -> str:
    """Say that something of one's own was hidden, and for which reason of the charter."""
    if facts["is_comment"]:
        message = gettext("Votre commentaire sur « %(title)s » a été masqué par la modération. Motif : %(reason)s.")
    else:
        message = gettext("Votre contribution « %(title)s » a été masquée par la modération. Motif : %(reason)s.")
    return message % {"title": facts["title"], "reason": facts["reason"].rstrip(".")}


def restored(facts: Mapping[str, Any]) -> str:
    """Say that something of one's own is shown again."""
    if facts["is_comment"]:
        return gettext("Votre commentaire sur « %(title)s » est de nouveau affiché.") % facts
    return gettext("Votre contribution « %(title)s » est de nouveau affichée.") % facts


GROUPS = (
    Group(
        "mine",
        _("Mes contributions et mes commentaires"),
        _("On vous répond, on commente ce que vous avez écrit, l’équipe prend une décision à son sujet."),
        default=Rhythm.IMMEDIATE,
        order=10,
    ),
    Group(
        "calendar",
        _("Le calendrier des concertations suivies"),
        _("Bientôt la fin, prolongation, clôture, nouvelle édition."),
        default=Rhythm.IMMEDIATE,
        order=20,
    ),
    Group(
        "followed",
        _("Mes suivis"),
        _("Nouvelles contributions, commentaires et réponses officielles là où vous suivez."),
        default=Rhythm.DIGEST,
        order=30,
    ),
    Group(
        "moderation",
        _("Ce qui est signalé à la modération"),
        _("Quelqu’un signale une contribution qui attend votre décision."),
        default=Rhythm.IMMEDIATE,
        order=40,
        roles=frozenset({Role.MODERATOR, Role.ADMINISTRATOR}),
    ),
)

KINDS = (
    NotificationKind(
        "follows.reply", "mine", _("On a répondu à votre commentaire sur « %(title)s »."), icon="comment"
    ),
    NotificationKind(
        "follows.comment_on_mine",
        "mine",
        _("Nouveau commentaire sur votre contribution « %(title)s »."),
        icon="comment",
    ),
    NotificationKind(
        "follows.answer_to_mine",
        "mine",
        _("Votre contribution « %(title)s » a reçu une réponse officielle : %(fate)s."),
        _("Lire la réponse"),
        icon="megaphone",
    ),
    NotificationKind("follows.hidden", "mine", hidden, _("Voir ma contribution"), icon="flag", always_sent=True),
    NotificationKind(
        "follows.restored", "mine", restored, _("Voir ma contribution"), icon="check-circle", always_sent=True
    ),
    NotificationKind("follows.comment", "followed", _("Nouveau commentaire sur « %(title)s »."), icon="comment"),
    NotificationKind(
        "follows.contribution",
        "followed",
        _("Nouvelle contribution dans « %(consultation)s » : « %(title)s »."),
        icon="lightbulb",
    ),
    NotificationKind(
        "follows.answer",
        "followed",
        _("« %(title)s » a reçu une réponse officielle : %(fate)s."),
        _("Lire la réponse"),
        icon="megaphone",
    ),
    NotificationKind("follows.ending", "calendar", ending, _("Participer"), icon="clock"),
    NotificationKind("follows.extended", "calendar", extended, _("Voir la concertation"), icon="calendar"),
    NotificationKind(
        "follows.closed",
        "calendar",
        _("La concertation « %(consultation)s » est close."),
        _("Voir la concertation"),
        icon="calendar",
    ),
    NotificationKind(
        "follows.published",
        "calendar",
        _("« %(consultation)s » commence : c’est la suite de « %(earlier)s », que vous suivez."),
        _("Voir la concertation"),
        icon="calendar",
    ),
    NotificationKind(
        "follows.reported",
        "moderation",
        _("« %(title)s » a été signalée et attend votre décision."),
        _("Ouvrir la modération"),
        icon="flag",
        always_sent=True,
    ),
)


def declare() -> None:
    """Make all of it known."""
    register_group(*GROUPS)
    register_kind(*KINDS)
    register_switch(
        Switch(
            FOLLOW_OWN,
            _("Suivre ce à quoi je participe"),
            _("Ce que vous déposez, commentez ou soutenez est suivi sans que vous ayez à le demander."),
        )
    )

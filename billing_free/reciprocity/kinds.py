"""What administrators are told of gifts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from platform_core.access.roles import Role
from platform_core.notifications.kinds import Group, NotificationKind, Rhythm, register_group, register_kind

GO = gettext_lazy("Voir la réciprocité")


def declare() -> None:
    """Make it known."""
    register_group(
        Group(
            "reciprocity",
            gettext_lazy("Ce que l’on donne au commun"),
            gettext_lazy("Un espace dit vous avoir donné quelque chose, ou ce que vous avez annoncé a une réponse."),
            default=Rhythm.DIGEST,
            order=75,
            roles=frozenset({Role.ADMINISTRATOR}),
        )
    )
    received = gettext_lazy("« %(space)s » dit vous avoir donné : %(description)s. Confirmez-le si c’est vrai.")
    register_kind(
        NotificationKind("reciprocity.received", "reciprocity", received, GO, icon="heart"),
        NotificationKind("reciprocity.decided", "reciprocity", _decided, GO, icon="check-circle"),
    )


def _decided(facts: Mapping[str, Any]) -> str:
    if facts["confirmed"]:
        return _("Votre don est confirmé et public : %(description)s.") % facts
    return _("Votre don n’est pas confirmé : %(description)s.") % facts

"""What people can be told, declared by the slices that know: groups that a person sets, kinds that fill them.

    register_group(Group("mine", _("Mes contributions"), _("Réponses, commentaires…"), default=Rhythm.IMMEDIATE))
    register_kind(NotificationKind("comments.reply", "mine", _("Quelqu’un a répondu à votre commentaire sur « %(title)s ».")))

Both in `apps.ready()`. A sentence is a lazy translation with `%(name)s` in it, or a function of the facts that returns one: it is
written in the reader's language when it is read, from facts kept with the notification.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

READ_ON = gettext_lazy("Lire la suite")


class Rhythm(models.TextChoices):
    """How a person hears of a group of kinds. All of it is also in the space."""

    IMMEDIATE = "immediate", gettext_lazy("Par e-mail, tout de suite")
    DIGEST = "digest", gettext_lazy("Par e-mail, un résumé par jour")
    NONE = "none", gettext_lazy("Seulement ici, sans e-mail")


@dataclass(frozen=True)
class Group:
    """What a person sets with one choice. `roles`: shown only to those who have one of them (empty: to everybody)."""

    code: str
    label: Any  # a str, or one that is translated when read
    help: Any
    default: Rhythm
    order: int = 50
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class NotificationKind:
    """One thing that may be told. `action` are the words of the button that leads to it.

    `always_sent`: its letters leave at once even while those that can wait are held.
    """

    code: str  # slice.what
    group: str
    sentence: Any
    action: Any = READ_ON
    icon: str = "bell"
    always_sent: bool = False


@dataclass(frozen=True)
class Switch:
    """A yes-or-no of the preferences page that a slice adds; ask `queries.switched_on(people, code)`."""

    code: str
    label: Any
    help: Any
    default: bool = True


_groups: dict[str, Group] = {}
_kinds: dict[str, NotificationKind] = {}
_switches: dict[str, Switch] = {}


def register_group(*groups: Group) -> None:
    """Make groups known."""
    _groups.update({group.code: group for group in groups})


def register_kind(*kinds: NotificationKind) -> None:
    """Make kinds known. Raises `ValueError` for one whose group is not."""
    for kind in kinds:
        if kind.group not in _groups:
            msg = f"{kind.code} belongs to no group: {kind.group}"
            raise ValueError(msg)
        _kinds[kind.code] = kind


def register_switch(switch: Switch) -> None:
    """Make a switch known."""
    _switches[switch.code] = switch


def groups_for(roles: Collection[str]) -> list[Group]:
    """Return the groups that concern someone with these roles, in order."""
    found = (group for group in _groups.values() if not group.roles or group.roles & set(roles))
    return sorted(found, key=lambda group: group.order)


def groups() -> list[Group]:
    """Return all groups, in order."""
    return sorted(_groups.values(), key=lambda group: group.order)


def switches() -> list[Switch]:
    """Return the switches of the preferences page."""
    return list(_switches.values())


def switch_named(code: str) -> Switch:
    """Return a switch; raises `KeyError`."""
    return _switches[code]


def kind_named(code: str) -> NotificationKind | None:
    """Return a kind, `None` for one that the code no longer has."""
    return _kinds.get(code)


def group_of(code: str) -> Group:
    """Return the group of a kind; raises `KeyError` for an unknown kind."""
    return _groups[_kinds[code].group]


def sentence_of(code: str, facts: Mapping[str, Any]) -> str:
    """Write what happened, in the active language and time zone."""
    kind = kind_named(code)
    if kind is None:
        return _("Il y a du nouveau.")
    if callable(kind.sentence):
        return str(kind.sentence(facts))
    return str(kind.sentence) % facts


def rhythm_of(group: Group, rhythms: Mapping[str, str] | None, *, no_mail: bool) -> Rhythm:
    """Return how a person hears of a group, from what they chose (`rhythms`: by code of group)."""
    if no_mail:
        return Rhythm.NONE
    chosen = (rhythms or {}).get(group.code)
    return Rhythm(chosen) if chosen in Rhythm.values else group.default

"""Notifications as letters: one alone, or those of a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from platform_core import scope
from platform_core.mail.letters import Letter
from platform_core.notifications.kinds import Group, group_of, groups
from platform_core.notifications.models import Notification
from platform_core.notifications.queries import Person

PURPOSE = "notifications.unsubscribe"  # of the signature
DIGEST = "digest"  # in place of a group: whatever this person gets in the digest
SHOWN = 30  # in one digest; the rest is counted
MAX_SUBJECT = 150


def letter_key(notification: Notification) -> str:
    """Return why the letter of a notification exists: there is one at most."""
    return f"notification:{notification.pk}"


def digest_key(person_id: int, day: date) -> str:
    """Return why a digest exists: one a day and person at most."""
    return f"digest:{person_id}:{day:%Y-%m-%d}"


def letter_of(notification: Notification, person: Person) -> Letter:
    """Write one notification to its recipient, in their language."""
    group = group_of(notification.kind)
    kind = notification.known_kind
    with translation.override(person.language):
        sentence = notification.sentence
        return Letter(
            subject=_shortened(sentence),
            paragraphs=[part for part in (sentence, _quoted(notification.detail)) if part],
            action_label=str(kind.action) if kind else "",
            action_url=scope.absolute_url(notification.path),
            footer=_why(group),
            unsubscribe_url=unsubscribe_url(person.pk, group.code),
            language=person.language,
        )


def digest_of(notifications: Sequence[Notification], person: Person) -> Letter:
    """Write the notifications of a day (at least one) to their recipient."""
    with translation.override(person.language):
        total = len(notifications)
        values = {"n": total, "space": scope.current().name}
        paragraphs = list(_sections(notifications[:SHOWN]))
        if more := total - SHOWN if total > SHOWN else 0:
            paragraphs.append(ngettext("… et %(n)s autre.", "… et %(n)s autres.", more) % {"n": more})
        return Letter(
            subject=ngettext("%(n)s nouveauté, %(space)s", "%(n)s nouveautés, %(space)s", total) % values,
            paragraphs=paragraphs,
            action_label=_("Voir mes notifications"),
            action_url=scope.absolute_url(reverse("notifications:list")),
            footer=_why(None),
            unsubscribe_url=unsubscribe_url(person.pk, DIGEST),
            language=person.language,
        )


def _sections(notifications: Iterable[Notification]) -> Iterable[str]:
    """Yield, for each group, its name then what happened, each with its address."""
    order = {group.code: place for place, group in enumerate(groups())}
    known = sorted(notifications, key=lambda one: (order[group_of(one.kind).code], -one.pk))
    for group, members in groupby(known, key=lambda one: group_of(one.kind)):
        yield str(group.label).upper()
        for one in members:
            yield f"• {one.sentence}\n{scope.absolute_url(one.path)}"


def unsubscribe_url(person_id: int, group: str) -> str:
    """Return the address that stops these letters without signing in; worth nothing in another space."""
    token = scope.sign([person_id, group], purpose=PURPOSE)
    return scope.absolute_url(reverse("notifications:unsubscribe", args=[token]))


def _quoted(text: str) -> str:
    return _("« %(text)s »") % {"text": text} if text else ""


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= MAX_SUBJECT else f"{sentence[:MAX_SUBJECT].rstrip()}…"


def _why(group: Group | None) -> str:
    address = scope.absolute_url(reverse("notifications:preferences"))
    if group is None:
        return _("Vous recevez ce résumé une fois par jour. Choisir vos messages : %(url)s") % {"url": address}
    values = {"group": str(group.label), "url": address}
    return _("Vous recevez ce message au titre de « %(group)s ». Choisir vos messages : %(url)s") % values

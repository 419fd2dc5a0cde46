"""Write to teams, change what has not begun, withdraw, send letters, put away. All but the last on the platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from tenants.announcements.letters import write_to
from tenants.announcements.models import Addressee, Announcement
from tenants.announcements.queries import living_spaces
from tenants.announcements.showing import write_banners
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform


@dataclass(frozen=True, kw_only=True)
class Words:
    """What an announcement says and when. `spaces`: `None` for all of them; `audience` says which in words."""

    title: str
    body: str
    level: str
    starts_at: datetime
    ends_at: datetime
    audience: str
    with_letter: bool
    spaces: list[Space] | None = None


@transaction.atomic
def publish_announcement(*, by: Actor, words: Words) -> Announcement:
    """Write an announcement. Raises `RuleBroken` when it would be over already, or is for nobody."""
    require("announcements.write", by)
    _must_be_sound(words)
    made = Announcement.objects.create(**_fields(words))
    _address(made, words)
    record("announcements.publish", by=by, target=made, audience=made.audience, letter=made.with_letter)
    return made


@transaction.atomic
def change_announcement(*, by: Actor, announcement: Announcement, words: Words) -> None:
    """Write it anew. Raises `RuleBroken("begun")` once teams may have read it."""
    require("announcements.write", by)
    held = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if held.has_begun or held.is_withdrawn:
        raise RuleBroken("begun", _("Cette annonce a commencé : retirez-la et écrivez-en une autre."))
    _must_be_sound(words)
    for name, value in _fields(words).items():
        setattr(held, name, value)
    held.save()
    held.addressees.all().delete()
    _address(held, words)
    record("announcements.change", by=by, target=held, audience=held.audience, letter=held.with_letter)


@transaction.atomic
def withdraw_announcement(*, by: Actor, announcement: Announcement) -> None:
    """Show it no more, send no more letters. Raises `RuleBroken("over")` when it is over already."""
    require("announcements.write", by)
    held = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if held.is_over:
        raise RuleBroken("over", _("Cette annonce est déjà terminée ou retirée."))
    held.withdrawn_at = timezone.now()
    held.save(update_fields=["withdrawn_at"])
    write_banners()
    record("announcements.withdraw", by=by, target=held)


@transaction.atomic
def retry_letters(*, by: Actor, announcement: Announcement) -> int:
    """Have the letters that were given up tried again; returns of how many spaces."""
    require("announcements.write", by)
    again = announcement.addressees.filter(told_at=None).exclude(attempts=0).update(attempts=0)
    record("announcements.retry", by=by, target=announcement, count=again)
    return again


@transaction.atomic
def tell_space(*, by: Actor, addressee: Addressee) -> bool:
    """Write the letter of one space, once; returns False when somebody else does or did it. What fails is raised."""
    require("announcements.tell", by)
    waiting = Addressee.objects.select_for_update(skip_locked=True, of=("self",)).filter(told_at=None)
    held = waiting.select_related("announcement", "space").filter(pk=addressee.pk).first()
    if held is None:
        return False
    write_to(held.space, held.announcement)
    held.told_at, held.error = timezone.now(), ""
    held.save(update_fields=["told_at", "error"])
    return True


@transaction.atomic
def note_failure(*, by: Actor, addressee: Addressee, error: str) -> None:
    """Write that a space could not be written to, and why."""
    require("announcements.tell", by)
    Addressee.objects.filter(pk=addressee.pk).update(attempts=addressee.attempts + 1, error=error[:300])


@transaction.atomic
def show_to_new(*, by: Actor, space: Space) -> None:
    """Show to a space that opens what is said to everybody."""
    require("announcements.tell", by)
    with platform():
        write_banners([space])


@transaction.atomic
def put_away(*, by: Actor, space: Space, key: UUID) -> None:
    """Have a message no longer shown to oneself. One that is over, or not to this space, changes nothing."""
    require("announcements.put_away", by)
    with platform():
        held = Space.objects.select_for_update().only("pk", "banners").get(pk=space.pk)
        held.banners = [_without(one, by.pk) if one["key"] == str(key) else one for one in held.banners]
        held.save(update_fields=["banners"])
    space.banners = held.banners


def _without(one: dict[str, Any], person: int) -> dict[str, Any]:
    return {**one, "away": sorted({*one["away"], person})}


def _must_be_sound(words: Words) -> None:
    if words.ends_at <= words.starts_at:
        raise RuleBroken("dates", _("La fin doit venir après le début."), "ends_at")
    if words.ends_at <= timezone.now():
        raise RuleBroken("over", _("Cette date est déjà passée : personne ne lirait l’annonce."), "ends_at")
    if words.spaces is not None and not words.spaces:
        raise RuleBroken("nobody", _("Aucun espace n’est concerné."), "audience")


def _fields(words: Words) -> dict[str, Any]:
    names = ("title", "body", "level", "starts_at", "ends_at", "audience", "with_letter")
    return {**{name: getattr(words, name) for name in names}, "everyone": words.spaces is None}


def _address(announcement: Announcement, words: Words) -> None:
    """Note the spaces it is for (of all of them, only when they are written to), and have their pages show it."""
    spaces = words.spaces
    if spaces is None:
        spaces = list(living_spaces().only("pk")) if words.with_letter else []
    Addressee.objects.bulk_create(
        (Addressee(announcement=announcement, space=each) for each in spaces), batch_size=1000
    )
    write_banners()

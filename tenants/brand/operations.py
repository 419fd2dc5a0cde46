"""Writes of what a space makes its own. The row is the platform's, the log and the files are the space's."""

from __future__ import annotations

from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.concurrency import refuse_if_changed
from platform_core.errors import RuleBroken
from platform_core.files.checks import check_upload
from platform_core.files.kinds import PICTURES
from platform_core.files.models import StoredFile
from platform_core.files.operations import delete_file, store_upload
from platform_core.files.pictures import clean_picture
from platform_core.outbox.events import emit
from tenants.brand.links import Link, refuse_bad_links
from tenants.brand.rules import SMALLEST, Place, refuse_bad_look, refuse_unknown_zone
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform

MAX_BYTES = 5_000_000


@transaction.atomic
def dress_space(*, by: Actor, space: Space, seen: str | None = None, **look: str) -> None:
    """Change the name, tagline, accent or font. Raises `RuleBroken` for what is no colour or font, or when somebody else
    saved meanwhile.
    """
    require("brand.edit", by)
    refuse_bad_look(look)
    _write(by, space, "brand.dress", look, seen)


@transaction.atomic
def set_picture(*, by: Actor, space: Space, place: Place, file: IO[bytes] | None, alt: str) -> None:
    """Give the space a logo or a banner, or (without a file) other words for the one it has.

    Raises `UploadRefused` for a file that is no picture, `RuleBroken` for one too small to be sharp.
    """
    require("brand.edit", by)
    facts: dict[str, Any] = {f"{place}_alt": alt}
    if file is not None:
        _refuse_small(file, place)
        stored = store_upload(by=by, file=file, public=True, allowed=PICTURES, max_bytes=MAX_BYTES)
        facts[place.value] = stored.pk
    before = _write(by, space, f"brand.set_{place}", facts)
    if file is not None:
        _forget(by, before[place.value])


@transaction.atomic
def remove_picture(*, by: Actor, space: Space, place: Place) -> None:
    """Take the logo or the banner away, and its file."""
    require("brand.edit", by)
    before = _write(by, space, f"brand.remove_{place}", {place.value: None, f"{place}_alt": ""})
    _forget(by, before[place.value])


@transaction.atomic
def localise_space(*, by: Actor, space: Space, time_zone: str, languages: list[str], seen: str | None = None) -> None:
    """Change the time zone in which dates are read and the languages offered besides French.

    Instants do not move: a step that ends at a moment ends at that moment, read on another clock; the rest of the team is
    told of another clock. Raises `RuleBroken`.
    """
    require("brand.edit", by)
    refuse_unknown_zone(time_zone)
    known = [code for code, _name in settings.LANGUAGES if code in languages and code != "fr"]
    before = _write(by, space, "brand.localise", {"time_zone": time_zone, "languages": known}, seen)["time_zone"]
    if before != time_zone:
        emit("brand.time_zone_changed", by_id=by.pk, before=before, after=time_zone)


@transaction.atomic
def arrange_menu(*, by: Actor, space: Space, links: list[Link], seen: str | None = None) -> None:
    """Replace the links that the team adds to the menus. Raises `RuleBroken` for too many, or an address not allowed."""
    require("brand.edit", by)
    refuse_bad_links(links)
    _write(by, space, "brand.arrange_menu", {"menu_links": [link.as_json() for link in links]}, seen)


@transaction.atomic
def keep_home(*, by: Actor, space: Space, blocks: list[dict[str, Any]], seen: str | None = None) -> None:
    """Write the arrangement of the home page, whose shape the layer that shows it has checked."""
    require("brand.edit", by)
    _write(by, space, "brand.arrange_home", {"home_blocks": blocks}, seen)


def _write(by: Actor, space: Space, action: str, facts: dict[str, Any], seen: str | None = None) -> dict[str, Any]:
    """Write these fields of the space and the log; return what they were."""
    with platform():
        now = Space.objects.select_for_update().get(pk=space.pk)
        refuse_if_changed([now], facts, seen)
        before = {name: getattr(now, name) for name in facts}
        Space.objects.filter(pk=now.pk).update(**facts)
    record(action, by=by, before=_as_json(before), after=_as_json(facts))
    return before


def _as_json(facts: dict[str, Any]) -> dict[str, Any]:
    plain = (str, int, list, dict, type(None))
    return {name: value if isinstance(value, plain) else str(value) for name, value in facts.items()}


def _refuse_small(file: IO[bytes], place: Place) -> None:
    """Refuse before anything is written: bytes on a disk are not undone with the transaction."""
    check_upload(file, allowed=PICTURES, max_bytes=MAX_BYTES)
    picture = clean_picture(file)
    width, height = SMALLEST[place]
    if picture.width < width or picture.height < height:
        message = _("Cette image est trop petite : il faut au moins %(width)d × %(height)d pixels.")
        raise RuleBroken("too_small", message % {"width": width, "height": height}, "file")


def _forget(by: Actor, key: UUID | None) -> None:
    stored = StoredFile.objects.filter(pk=key).first() if key else None
    if stored is not None:
        delete_file(by=by, stored=stored)

"""Writes of pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.concurrency import refuse_if_changed
from platform_core.errors import RuleBroken
from platform_core.pages.blanks import blanks_in, described, filled
from platform_core.pages.models import Page
from platform_core.pages.rules import is_public

RESERVED = frozenset({"ajouter", "a-completer"})  # words of the team's own addresses


@transaction.atomic
def start_page(*, by: Actor, slug: str, **fields: Any) -> Page:
    """Put a first version of a page in a new space; one that is already there is left as it is."""
    require("pages.start", by)
    page, is_new = Page.objects.get_or_create(slug=slug, defaults=fields)
    if is_new:
        record("pages.start", by=by, target=page, slug=slug)
    return page


@transaction.atomic
def add_page(*, by: Actor, title: str, body: str, is_complete: bool = False) -> Page:
    """Add a page of the team's own. Raises `RuleBroken` when its title gives an address that is taken."""
    require("pages.add", by)
    slug = slugify(title)[:60]
    if not slug or slug in RESERVED or Page.objects.filter(slug=slug).exists():
        raise RuleBroken("title_taken", _("Une page porte déjà ce titre. Choisissez-en un autre."), "title")
    _refuse_unready(body, is_complete=is_complete)
    page = Page.objects.create(slug=slug, title=title, body=body, is_complete=is_complete)
    record("pages.add", by=by, target=page, slug=slug)
    return page


@transaction.atomic
def edit_page(*, by: Actor, page: Page, seen: str | None = None, **fields: Any) -> Page:
    """Change a page (title, body, is_complete). Raises `RuleBroken` when it is said complete empty or with blanks left,
    when a required page of a space open to the public would not be complete any more, or when somebody else saved
    meanwhile.
    """
    require("pages.edit", by, page)
    now = Page.objects.select_for_update().get(pk=page.pk)
    refuse_if_changed([now], fields, seen)
    was_complete = now.is_complete
    for name, value in fields.items():
        setattr(now, name, value)
    _refuse_unready(now.body, is_complete=now.is_complete)
    if now.is_required and was_complete and not now.is_complete and is_public():
        message = _(
            "L’espace est ouvert au public : cette page y est obligatoire, elle doit rester relue et complète."
        )
        raise RuleBroken("required", message, "is_complete")
    now.save(update_fields=[*fields, "updated_at"])
    record("pages.edit", by=by, target=now, fields=sorted(fields), is_complete=now.is_complete)
    return now


@transaction.atomic
def fill_blanks(*, by: Actor, values: Mapping[str, str]) -> list[Page]:
    """Write these values in the blanks of all pages at once; return the pages that changed. Each is then read again."""
    require("pages.edit", by)
    changed = []
    for page in Page.objects.select_for_update():
        body = filled(page.body, values)
        if body != page.body:
            page.body, page.is_complete = body, False
            page.save(update_fields=["body", "is_complete", "updated_at"])
            changed.append(page)
    record("pages.fill", by=by, blanks=sorted(name for name, value in values.items() if value.strip()))
    return changed


@transaction.atomic
def delete_page(*, by: Actor, page: Page) -> None:
    """Remove a page of the team's own."""
    require("pages.delete", by, page)
    record("pages.delete", by=by, target=page, slug=page.slug, title=page.title)
    page.delete()


def _refuse_unready(body: str, *, is_complete: bool) -> None:
    if is_complete and not body.strip():
        raise RuleBroken("empty", _("Écrivez le texte de la page."), "body")
    left = described(blanks_in(body)) if is_complete else []
    if left:
        message = _("Il reste à compléter : %(blanks)s.") % {"blanks": ", ".join(blank.label for blank in left)}
        raise RuleBroken("blanks_left", message, "is_complete")

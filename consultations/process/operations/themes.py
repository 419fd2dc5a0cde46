"""The themes of a consultation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from consultations.process.changing import change_fields, locked
from consultations.process.models import Consultation, State, Theme
from consultations.process.slugs import free_slug
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken


@transaction.atomic
def add_theme(*, by: Actor, consultation: Consultation, title: str, **fields: Any) -> Theme:
    """Add a theme after the others."""
    require("consultations.edit", by, consultation)
    now = locked(consultation)  # so that two additions at once get two slugs and two places
    last = now.themes.aggregate(last=Max("order"))["last"]
    theme = Theme.objects.create(
        consultation=now,
        title=title,
        slug=free_slug(title, now.themes.all(), "theme"),
        order=0 if last is None else last + 1,
        **fields,
    )
    record("consultations.add_theme", by=by, target=now, theme=theme.pk)
    return theme


@transaction.atomic
def edit_theme(*, by: Actor, theme: Theme, seen: str | None = None, **fields: Any) -> Theme:
    """Change a theme; its address follows its title while the consultation is a draft. Raises `RuleBroken` when somebody
    else saved meanwhile.
    """
    require("consultations.edit", by, theme.consultation)
    now = locked(theme)
    changed = change_fields(now, fields, seen)
    if "title" in changed and theme.consultation.state == State.DRAFT:
        others = Theme.objects.filter(consultation_id=now.consultation_id).exclude(pk=now.pk)
        now.slug = free_slug(now.title, others, "theme")
        now.save(update_fields=["slug"])
    if changed:
        record("consultations.edit_theme", by=by, target=now, fields=changed)
    return now


@transaction.atomic
def order_themes(*, by: Actor, consultation: Consultation, order: Sequence[int]) -> None:
    """Put the themes in the order of these keys. Raises `RuleBroken` when they are not exactly its themes."""
    require("consultations.edit", by, consultation)
    themes = {theme.pk: theme for theme in locked(consultation).themes.all()}
    if sorted(order) != sorted(themes):
        raise RuleBroken("themes", _("La liste des thèmes a changé : rechargez la page."))
    for place, pk in enumerate(order):
        themes[pk].order = place
    Theme.objects.bulk_update(themes.values(), ["order"])
    record("consultations.order_themes", by=by, target=consultation, order=list(order))


@transaction.atomic
def delete_theme(*, by: Actor, theme: Theme) -> None:
    """Remove a theme. Raises `RuleBroken` when a contribution, even withdrawn, was filed in it."""
    require("consultations.edit", by, theme.consultation)
    now = locked(theme)
    if now.contributions.exists():
        message = _("Des contributions sont classées dans ce thème : il ne peut plus être supprimé.")
        raise RuleBroken("has_contributions", message)
    record("consultations.delete_theme", by=by, target=now.consultation, theme=now.pk, title=now.title)
    now.delete()

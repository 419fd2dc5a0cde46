"""Writes of the two keys. What is under way goes on to its end: a key closes what is not public yet."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from tenants.features.queries import off_in, refused_in
from tenants.features.registry import features
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform

LONGEST = 300


@transaction.atomic
def switch_feature(*, by: Actor, space: Space, slug: str, on: bool) -> None:
    """Switch a feature on or off in the space one is in. Raises `RuleBroken` for one that the platform does not have."""
    require("features.switch", by)
    _refuse_unknown(slug)
    with platform():
        now = Space.objects.select_for_update().get(pk=space.pk)
        off = [one for one in off_in(now) if one != slug] + ([] if on else [slug])
        Space.objects.filter(pk=now.pk).update(features_off=off)
    record("features.switch_on" if on else "features.switch_off", by=by, slug=slug)


@transaction.atomic
def refuse_feature(*, by: Actor, space: Space, slug: str, reason: str) -> None:
    """Stop allowing a feature in a space. Raises `RuleBroken` without a reason, which the team reads."""
    require("features.allow", by)
    _refuse_unknown(slug)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST:
        raise RuleBroken("reason", _("Indiquez le motif : l’équipe de l’espace le lira."), "reason")
    now = Space.objects.select_for_update().get(pk=space.pk)
    Space.objects.filter(pk=now.pk).update(features_refused={**refused_in(now), slug: reason})
    record("features.refuse", by=by, target=now, slug=slug, reason=reason)


@transaction.atomic
def allow_feature(*, by: Actor, space: Space, slug: str) -> None:
    """Allow again a feature in a space."""
    require("features.allow", by)
    _refuse_unknown(slug)
    now = Space.objects.select_for_update().get(pk=space.pk)
    kept = {name: reason for name, reason in refused_in(now).items() if name != slug}
    Space.objects.filter(pk=now.pk).update(features_refused=kept)
    record("features.allow", by=by, target=now, slug=slug)


def _refuse_unknown(slug: str) -> None:
    if slug not in {one.slug for one in features()}:
        raise RuleBroken("feature", _("Cette façon de participer n’existe pas sur cette plateforme."))

"""Where the two keys of each feature are. They are in the row of the space, read before it is entered: no statement."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from django.utils.translation import gettext as _

from platform_core import scope
from platform_core.access import Denial
from tenants.features.registry import Feature, features
from tenants.spaces.models import Space

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Keys:
    """The two keys of a feature. `refused` is the operator's reason, `None` when the operator allows it."""

    feature: Feature
    refused: str | None
    is_on: bool

    @property
    def is_open(self) -> bool:
        """Tell whether both keys are turned."""
        return self.refused is None and self.is_on


def keys_of(space: Space) -> list[Keys]:
    """Return the keys of every feature in a space."""
    refused, off = refused_in(space), off_in(space)
    return [Keys(one, refused.get(one.slug), one.slug not in off) for one in features()]


def closed_here(slug: str) -> Denial | None:
    """Return why a feature cannot be used in the space one is in, `None` when both keys are turned."""
    here = scope.current()
    if not isinstance(here, Space):
        return None
    reason = refused_in(here).get(slug)
    if reason is not None:
        message = _("La plateforme ne permet pas cette façon de participer dans votre espace : %(reason)s")
        return Denial("feature_refused", message % {"reason": reason})
    if slug in off_in(here):
        return Denial("feature_off", _("Votre équipe a désactivé cette façon de participer."))
    return None


def refused_in(space: Space) -> dict[str, str]:
    """Return the reasons of the operator, by slug. What is not exactly that counts as nothing, and is logged."""
    kept = space.features_refused
    if isinstance(kept, dict) and all(isinstance(value, str) for value in kept.values()):
        return kept
    log.warning("features_unreadable", column="features_refused")
    return {}


def off_in(space: Space) -> list[str]:
    """Return what the team switched off, read as strictly."""
    kept = space.features_off
    if isinstance(kept, list) and all(isinstance(value, str) for value in kept):
        return kept
    log.warning("features_unreadable", column="features_off")
    return []

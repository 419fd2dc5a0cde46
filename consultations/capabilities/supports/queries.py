"""Reads of supports."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from consultations.capabilities.supports.models import Support
from consultations.process.models import Contribution, Step
from platform_core.access import may
from platform_core.access.actors import Actor


def prepare(contributions: list[Contribution], actor: Actor) -> None:
    """Set `supported_by_me` (bool) on each contribution of a page, in one query; none for a visitor."""
    mine: set[int] = set()
    if actor.is_authenticated and contributions:
        supports = Support.objects.filter(person_id=actor.pk, contribution__in=[one.pk for one in contributions])
        mine = set(supports.values_list("contribution_id", flat=True))
    for contribution in contributions:
        contribution.supported_by_me = contribution.pk in mine  # type: ignore[attr-defined]  # read by support_state


def support_state(request: HttpRequest, contribution: Contribution) -> dict[str, Any]:
    """Return what the button shows to the person behind the request."""
    if not hasattr(contribution, "supported_by_me"):
        prepare([contribution], request.user)
    mine = bool(getattr(contribution, "supported_by_me", False))
    denial = may("supports.remove" if mine else "supports.add", request.user, contribution)
    return {
        "contribution": contribution,
        "mine": mine,
        "denial": denial,
        "must_sign_in": denial is not None and denial.code == "sign_in",
        "count_shown": contribution.step.supports_shown,
        "enabled": contribution.step.supports_enabled,
    }


def supporters(step: Step, among: Collection[int]) -> set[int]:
    """Return those of these accounts that supported something in a step."""
    found = Support.objects.filter(contribution__step=step, person__in=among)
    return set(found.values_list("person_id", flat=True))


def recount(contributions: Iterable[int]) -> dict[int, int]:
    """Return the number of rows of each contribution, for whoever wants to check the counts kept on them."""
    rows = Support.objects.filter(contribution__in=contributions).values("contribution").annotate(n=Count("pk"))
    found = {row["contribution"]: row["n"] for row in rows}
    return {pk: found.get(pk, 0) for pk in contributions}

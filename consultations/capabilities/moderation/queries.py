"""The moderators' queue and log."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.http import HttpRequest

from consultations.capabilities.moderation.models import Decision, Report
from consultations.process.models import Contribution, Status
from platform_core.access import may
from platform_core.access.conditions import has_role
from platform_core.access.roles import Role

OPEN = Q(reports__isnull=False, reports__decision=None)


def queue(view: str = "signalees") -> QuerySet[Contribution]:
    """Return the contributions of one view of the queue: "signalees", "recentes" or "masquees"."""
    related = Contribution.objects.select_related("author", "structure", "step__consultation", "consultation")
    reports = Report.objects.filter(decision=None).order_by("created_at")
    latest = Prefetch("decisions", Decision.objects.select_related("by"), to_attr="all_decisions")
    contributions = related.prefetch_related(Prefetch("reports", reports, to_attr="open_reports"), latest)
    if view == "masquees":
        return contributions.filter(status=Status.HIDDEN).order_by("-pk")
    if view == "recentes":
        return contributions.filter(status=Status.PUBLISHED).order_by("-published_at", "-pk")
    counted = contributions.filter(OPEN).annotate(times=Count("reports", filter=OPEN), last=Max("reports__created_at"))
    return counted.order_by("-times", "last")


def waiting(request: HttpRequest) -> QuerySet[Any, Any] | None:
    """Return the contributions that have an open report, for those who moderate: what the menu counts."""
    if has_role(request.user, Role.MODERATOR):
        return None
    return Report.objects.filter(decision=None).order_by().values("contribution").distinct()


def decisions() -> QuerySet[Decision]:
    """Return the log of decisions, newest first."""
    return Decision.objects.select_related("by", "contribution__author", "contribution__consultation")


def report_state(request: HttpRequest, contribution: Contribution) -> dict[str, Any]:
    """Return what the "report" link under a contribution shows."""
    return {"denial": may("moderation.report", request.user, contribution)}


def notice_for(contribution: Contribution) -> Decision | None:
    """Return the decision that hid a contribution, for its author and the team; `None` when it is shown."""
    if contribution.status != Status.HIDDEN:
        return None
    return contribution.decisions.filter(verdict="hide").first()

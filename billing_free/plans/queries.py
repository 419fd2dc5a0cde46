"""Reads of plans: for a team (one visit to the platform), for operators (no visit to the spaces)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from billing_free.metering.queries import days_kept
from billing_free.plans.charts import DAYS
from billing_free.plans.models import Ask, Raise, SpacePlan
from billing_free.quotas.table import QUOTAS, PlanName, plan_for
from tenants.announcements.registry import Group
from tenants.console.registry import Reading
from tenants.spaces.folded import Folded
from tenants.spaces.models import Kind, Space, State
from tenants.spaces.scopes import platform

NEVER_SHOWN = ("signing_key", "welcome", "searched")
FULLEST, NAME = "remplissage", "nom"


@dataclass(frozen=True)
class Kept:
    """What the platform keeps of a space, for its team."""

    asks: list[Ask]
    raises: list[Raise]
    days: list[tuple[date, Reading]]

    @property
    def waiting(self) -> Ask | None:
        """Return the request that waits."""
        return next((ask for ask in self.asks if ask.answered_at is None), None)


Row = TypeVar("Row", Ask, Raise)
ASKED = ("message", "asked_at", "answer", "answered_at")
RAISED = ("quota", "limit", "reason", "until")


def kept_of(space: Space) -> Kept:
    """Return it, read from inside the space: one statement on the platform."""
    own = {"space": OuterRef("pk")}
    columns = (
        ArraySubquery(Ask.objects.filter(**own).values_list(_facts(ASKED))[:5]),
        ArraySubquery(Raise.objects.filter(**own, ended_at=None).values_list(_facts(RAISED))[:20]),
        ArraySubquery(days_kept().filter(**own).values_list(_facts(("on", "figures")))),
    )
    with platform():
        asks, raises, days = Space.objects.filter(pk=space.pk).values_list(*columns).get()
    raised = [_row(Raise, facts) for facts in raises]
    return Kept(
        [_row(Ask, facts) for facts in asks],
        [one for one in raised if one.is_current],
        [(date.fromisoformat(day["on"]), day["figures"]) for day in days],
    )


def _facts(names: tuple[str, ...]) -> JSONObject:
    return JSONObject(**{name: name for name in names})


def _row(model: type[Row], facts: dict[str, Any]) -> Row:
    """Return a row as it was, from what JSON made of it."""
    fields = {each.name: each for each in model._meta.concrete_fields}
    return model(**{name: fields[name].to_python(value) for name, value in facts.items()})


def daily(quota: str, days: list[tuple[date, Reading]], counted: Mapping[tuple[str, date], int]) -> dict[date, int]:
    """Return what was used of a quota each day: from its own counter, else from the last measure of the day."""
    one = QUOTAS[quota]
    if one.per == "day":
        return {on: used for (slug, on), used in counted.items() if slug == quota}
    return {on: figures[one.meter] for on, figures in days if one.meter in figures}


def lately() -> date:
    """Return the first day that the charts show."""
    return timezone.localdate() - timedelta(days=DAYS)


def plan_name(space: Space) -> PlanName:
    """Return the plan of a space whose `chosen_plan` was read with it."""
    chosen: SpacePlan | None = getattr(space, "chosen_plan", None)
    return PlanName(chosen.plan) if chosen else plan_for(space.kind)


def plan_groups() -> list[Group]:
    """Return the spaces of each plan as groups that operators may write to."""
    return [
        Group(
            slug=f"plan-{plan.value}",
            label=format_lazy("{} {}", _("Plan"), plan.label),
            find=partial(of_plan, plan),
        )
        for plan in PlanName
    ]


def of_plan(plan: PlanName, spaces: QuerySet[Space]) -> QuerySet[Space]:
    """Keep the spaces that have a plan, chosen for them or by their kind."""
    kinds = [kind.value for kind in Kind if plan_for(kind) == plan]
    return spaces.filter(Q(chosen_plan__plan=plan) | Q(chosen_plan=None, kind__in=kinds))


def spaces_by_use(order: str) -> QuerySet[Space]:
    """Return the spaces with their plan and where they stand, the fullest first, or by one quota, or by name."""
    found = Space.objects.exclude(state=State.DELETED).defer(*NEVER_SHOWN).select_related("standing", "chosen_plan")
    if order == NAME:
        return found.order_by(Folded("name"), "pk")
    key = F(f"standing__figures__{order}__percent") if order in QUOTAS else F("standing__fullest")
    return found.order_by(key.desc(nulls_last=True), "pk")


def waiting_asks() -> QuerySet[Ask]:
    """Return the requests that nobody answered, the oldest first."""
    return Ask.objects.filter(answered_at=None).select_related("space").order_by("asked_at")


def asks_waiting(_request: HttpRequest) -> int:
    """Count them, for the menu."""
    return Ask.objects.filter(answered_at=None).count()


def panel_of(space: int) -> dict[str, object]:
    """Return what the page of a space says in the console: its plan, its fullest quota, whether its team waits."""
    chosen = Space.objects.select_related("standing", "chosen_plan").defer(*NEVER_SHOWN).get(pk=space)
    return {
        "plan": plan_name(chosen).label,
        "fullest": getattr(getattr(chosen, "standing", None), "fullest", None),
        "waits": Ask.objects.filter(space=space, answered_at=None).exists(),
    }

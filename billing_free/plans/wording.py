"""Quotas as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from billing_free.plans.charts import History, history
from billing_free.quotas.queries import Level, Verdict
from billing_free.quotas.table import CHOICE_SENTENCE, PLANS, QUOTAS, PlanName
from tenants.console.measures import size_in_words

TONES = {Level.FINE: "success", Level.WARNED: "warning", Level.FULL: "danger"}


@dataclass(frozen=True)
class Line:
    """One quota on a page: figures in words, how near the limit, its history."""

    verdict: Verdict
    used: str
    limit: str
    state: str
    tone: str
    history: History | None = None
    days: list[tuple[date, str]] | None = None


def amount(quota: str, value: int) -> str:
    """Return a number, or a size when the quota is one."""
    return size_in_words(value) if QUOTAS[quota].is_bytes else number_format(value, force_grouping=True)


def line(verdict: Verdict, days: dict[date, int] | None = None, today: date | None = None) -> Line:
    """Return a quota as a page shows it; `days`: what was used each day."""
    quota = verdict.quota.slug
    drawn = history(days, today=today, limit=verdict.limit) if days is not None and today else None
    table = [(bar.on, amount(quota, bar.value)) for bar in drawn.known] if drawn else None
    state = {Level.FINE: _("À l’aise"), Level.WARNED: _("Bientôt plein"), Level.FULL: _("Plein")}[verdict.level]
    tone = TONES[verdict.level]
    return Line(verdict, amount(quota, verdict.used), amount(quota, verdict.limit), state, tone, drawn, table)


def verdict_of(quota: str, figures: dict[str, dict[str, int]]) -> Verdict | None:
    """Return where a quota stood when it was last looked at; `None` when it never was."""
    seen = figures.get(quota)
    return Verdict(QUOTAS[quota], seen["used"], seen["limit"]) if seen else None


def plan_sentence(plan: str) -> str:
    """Return for whom a plan is."""
    return str(PLANS[plan].sentence if plan in PLANS else CHOICE_SENTENCE)


def plan_label(plan: str) -> str:
    """Return the name of a plan."""
    return str(PlanName(plan).label)

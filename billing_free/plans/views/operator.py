"""What operators read and decide of the use that spaces make of the platform. No page visits the spaces."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from billing_free.plans import operations, tables
from billing_free.plans.forms import AnswerForm, OrderForm, PlanForm, RaiseForm
from billing_free.plans.models import Ask, Raise
from billing_free.plans.queries import NAME, plan_name, spaces_by_use, waiting_asks
from billing_free.plans.wording import Line, amount, line, plan_label, plan_sentence, verdict_of
from billing_free.quotas.table import GIGA, QUOTAS, STORAGE, PlanName, Quota
from platform_core.access import operator
from platform_core.errors import RuleBroken
from tenants.console.operations import note_export
from tenants.console.views.listing import csv_answer, page_of
from tenants.spaces.models import Space


@operator
def use_list(request: HttpRequest) -> HttpResponse:
    """List the spaces, the nearest to a limit first, and the requests that wait."""
    form = OrderForm(request.GET or {})
    page = page_of(request, spaces_by_use(form.order()))
    context = {
        "form": form,
        "page_obj": page,
        "rows": [{"chosen": one, "plan": plan_name(one).label, "cells": _cells(one)} for one in page],
        "quotas": list(QUOTAS.values()),
        "asks": waiting_asks()[:20],
    }
    return render(request, "plans/list.html", context)


@operator
def use_export(request: HttpRequest) -> HttpResponseBase:
    """Download the use of all spaces."""
    rows = tables.use_rows(spaces_by_use(NAME))
    answer, count = csv_answer("usage", _("Usage des espaces"), tables.use_columns(), rows)
    note_export(by=request.user, table="usage", filters={}, rows=count)
    return answer


@operator
def space_use(request: HttpRequest, space_id: int) -> HttpResponse:
    """Show where a space stands, and the forms to decide."""
    return _page(request, space_id)


@require_POST
@operator
def plan(request: HttpRequest, space_id: int) -> HttpResponse:
    """Choose a plan."""
    form = PlanForm(request.POST)
    if form.is_valid():
        try:
            chosen = get_object_or_404(Space, pk=space_id)
            operations.choose_plan(by=request.user, space=chosen, plan=form.cleaned_data["plan"], limits=form.limits())
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            return _done(request, space_id, _("Le plan est enregistré. Il vaut dès maintenant."))
    return _page(request, space_id, plan_form=form)


@require_POST
@operator
def raise_limit(request: HttpRequest, space_id: int) -> HttpResponse:
    """Raise a limit for a time."""
    form = RaiseForm(request.POST)
    if form.is_valid():
        try:
            chosen = get_object_or_404(Space, pk=space_id)
            operations.raise_quota(by=request.user, space=chosen, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            return _done(request, space_id, _("La limite est relevée. L’équipe est prévenue."))
    return _page(request, space_id, raise_form=form)


@require_POST
@operator
def end(request: HttpRequest, space_id: int, raise_id: int) -> HttpResponse:
    """End a raised limit before its last day."""
    operations.end_raise(by=request.user, raised=get_object_or_404(Raise, pk=raise_id, space=space_id))
    return _done(request, space_id, _("La limite du plan est revenue."))


@require_POST
@operator
def answer(request: HttpRequest, space_id: int) -> HttpResponse:
    """Answer the request that waits, without raising anything."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        ask = get_object_or_404(Ask.objects.select_related("space"), space=space_id, answered_at=None)
        try:
            operations.answer_ask(by=request.user, ask=ask, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            return _done(request, space_id, _("Votre réponse est envoyée à l’équipe."))
    return _page(request, space_id, answer_form=form)


def _done(request: HttpRequest, space_id: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("fair_use:space", space_id)


def _page(
    request: HttpRequest,
    space_id: int,
    *,
    plan_form: PlanForm | None = None,
    raise_form: RaiseForm | None = None,
    answer_form: AnswerForm | None = None,
) -> HttpResponse:
    chosen = get_object_or_404(spaces_by_use(NAME), pk=space_id)
    asks = list(Ask.objects.filter(space=chosen)[:10])
    raises = list(Raise.objects.filter(space=chosen)[:20])
    refused = bool(plan_form or raise_form or answer_form)
    context = {
        "chosen": chosen,
        "plan": plan_name(chosen).label,
        "plan_sentence": plan_sentence(plan_name(chosen)),
        "lines": _lines(chosen),
        "seen_at": getattr(getattr(chosen, "standing", None), "seen_at", None),
        "asks": asks,
        "waiting": next((ask for ask in asks if ask.answered_at is None), None),
        "raises": [{"raised": one, "limit": amount(one.quota, one.limit)} for one in raises],
        "plan_form": plan_form or PlanForm(initial=_initial(chosen)),
        "raise_form": raise_form or RaiseForm(),
        "answer_form": answer_form or AnswerForm(),
        "page_has_errors": refused,
        "plans": [(plan_label(one), plan_sentence(one)) for one in PlanName],
    }
    return render(request, "plans/space.html", context, status=422 if refused else 200)


def _initial(chosen: Space) -> dict[str, Any]:
    own = getattr(chosen, "chosen_plan", None)
    limits = {slug: n // GIGA if slug == STORAGE else n for slug, n in own.limits.items()} if own else {}
    return {"plan": plan_name(chosen), **limits}


def _cells(chosen: Space) -> list[tuple[Quota, Line | None]]:
    return list(zip(QUOTAS.values(), _lines(chosen), strict=True))


def _lines(chosen: Space) -> list[Line | None]:
    figures = getattr(getattr(chosen, "standing", None), "figures", {})
    return [line(seen) if (seen := verdict_of(slug, figures)) else None for slug in QUOTAS]

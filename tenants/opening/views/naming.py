"""Third screen: the name of the space and its address, with suggestions and a check while typing."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from platform_core.access import public
from tenants.opening import operations
from tenants.opening.forms import NameForm
from tenants.opening.labels import check_label, clean_label, suggest_labels
from tenants.opening.limits import LOOKS_PER_MINUTE
from tenants.opening.models import SpaceRequest
from tenants.opening.organisations import official
from tenants.opening.queries import open_spaces_of, taken_labels
from tenants.opening.rules import Problem
from tenants.opening.seals import origin_of
from tenants.opening.throttle import too_fast
from tenants.opening.views.draft import draft_of, elsewhere, show, submit


@dataclass(frozen=True)
class Labels:
    """What can be said of an address, and others that can be had."""

    typed: str
    problem: Problem | None
    others: list[str]


def examine(draft: SpaceRequest, typed: str) -> Labels:
    """Return what is wrong with an address, and up to five that are free."""
    taken, authority = taken_labels(), official(draft)
    label = clean_label(typed)
    problem = check_label(label, taken=taken, organisation=authority) if label else None
    others = suggest_labels(draft.organisation, draft.organisation_kind, taken, organisation=authority)
    return Labels(label, problem, [one for one in others if one != label])


@public
@never_cache
def name(request: HttpRequest) -> HttpResponse:
    """Ask for the name and the address; `?label=` checks an address, alone (htmx) or in the page."""
    draft = draft_of(request)
    away = elsewhere(draft, "name")
    if away or draft is None:
        return away or redirect("opening:start")
    typed = request.POST.get("label", request.GET.get("label", draft.label))
    if request.method == "GET" and too_fast("label", origin_of(request), LOOKS_PER_MINUTE):
        return render(request, "429.html", {"retry_after": 60}, status=429)
    labels = examine(draft, typed)
    context = {"labels": labels, "apex": settings.APEX_HOST}
    if request.htmx and request.method == "GET":  # type: ignore[attr-defined]  # set by django-htmx's middleware
        return render(request, "opening/name.html#etat", context)
    form = _form(request, draft, labels)
    if request.method == "POST" and "use" not in request.POST and submit(form, lambda: _save(request, draft, form)):
        return redirect("opening:founder")
    return show(request, "name", form, draft, spaces=open_spaces_of(draft)[:3], **context)


def _form(request: HttpRequest, draft: SpaceRequest, labels: Labels) -> NameForm:
    """Return the form as typed; a suggestion that was picked takes the place of the address."""
    if request.method == "POST" and "use" not in request.POST:
        return NameForm(request.POST)
    picked = request.POST.get("use", "")
    label = picked or labels.typed or next(iter(labels.others), "")
    typed_name = request.POST.get("name", request.GET.get("name", draft.name or draft.organisation))
    form = NameForm(initial={"name": typed_name[:120], "label": label})
    if draft.label and labels.problem and labels.typed == draft.label and not picked:
        form = NameForm({"name": draft.name, "label": draft.label})  # taken since it was chosen: said at once
        form.is_valid()
        form.add_error("label", labels.problem.message)
    return form


def _save(request: HttpRequest, draft: SpaceRequest, form: NameForm) -> None:
    operations.name_space(by=request.user, request=draft, **form.cleaned_data)

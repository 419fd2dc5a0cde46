"""Second screen: which organisation. Authorities are found in the official lists, others say who they are."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from platform_core.access import public
from tenants.opening import operations
from tenants.opening.forms import OrganisationForm
from tenants.opening.limits import LOOKS_PER_MINUTE
from tenants.opening.models import SpaceRequest
from tenants.opening.seals import origin_of
from tenants.opening.throttle import too_fast
from tenants.opening.views.draft import draft_of, elsewhere, show, submit
from tenants.territory import queries
from tenants.territory.choices import as_choices
from tenants.territory.places import Kind

FOUND = 12  # enough to choose from, few enough to read
SHORTEST = 2  # characters of a search


@public
@never_cache
def organisation(request: HttpRequest) -> HttpResponse:
    """Ask which organisation it is."""
    draft = draft_of(request)
    away = elsewhere(draft, "organisation")
    if away or draft is None:
        return away or redirect("opening:start")
    authority = draft.organisation_kind.authority
    return _search(request, draft, authority) if authority else _describe(request, draft)


class _Choice(forms.Form):
    """What is posted by the button of a found authority."""

    code = forms.CharField(max_length=10)


def _search(request: HttpRequest, draft: SpaceRequest, kind: Kind) -> HttpResponse:
    form = _Choice(request.POST or None)
    if request.method == "POST" and submit(
        form,
        lambda: operations.choose_authority(by=request.user, request=draft, code=form.cleaned_data["code"]),
    ):
        return redirect("opening:name")
    typed = request.GET.get("q", "").strip()[:80]
    few = kind in {Kind.REGION, Kind.DEPARTEMENT}
    if typed and too_fast("search", origin_of(request), LOOKS_PER_MINUTE):
        return render(request, "429.html", {"retry_after": 60}, status=429)
    found = queries.find_organisations(kind, typed, FOUND) if few or len(typed) >= SHORTEST else []
    context = {"typed": typed, "found": as_choices(found), "few": few, "kind": kind.value}
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx's middleware
        return render(request, "opening/search.html#resultats", context)
    return show(request, "search", form, draft, **context)


def _describe(request: HttpRequest, draft: SpaceRequest) -> HttpResponse:
    place = queries.commune(draft.commune) if draft.commune else None
    initial = {
        "organisation": draft.organisation,
        "number": draft.identifier,
        "no_number": draft.no_number,
        "place": place.name if place else "",
        "commune": draft.commune,
    }
    form = OrganisationForm(request.POST or None, initial=initial)
    if request.method == "POST" and submit(form, lambda: _save(request, draft, form)):
        return redirect("opening:name")
    return show(request, "organisation", form, draft)


def _save(request: HttpRequest, draft: SpaceRequest, form: OrganisationForm) -> None:
    answers = {name: form.cleaned_data[name] for name in ("organisation", "number", "no_number", "commune")}
    operations.describe_organisation(by=request.user, request=draft, **answers)

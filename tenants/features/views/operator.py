"""The operator's key, in the console."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from platform_core.access import operator
from platform_core.errors import RuleBroken
from tenants.features.forms import RefusalForm
from tenants.features.operations import allow_feature, refuse_feature
from tenants.features.queries import Keys, keys_of
from tenants.spaces.models import Space


@operator
def listing(request: HttpRequest, space_id: int) -> HttpResponse:
    """Show both keys of each feature in a space."""
    chosen = get_object_or_404(Space, pk=space_id)
    return render(request, "features/operator.html", {"chosen": chosen, "rows": keys_of(chosen)})


@operator
def decide(request: HttpRequest, space_id: int, slug: str) -> HttpResponse:
    """Refuse a feature with a reason, or allow it again."""
    chosen = get_object_or_404(Space, pk=space_id)
    keys = _keys(chosen, slug)
    form = RefusalForm(request.POST if request.method == "POST" and keys.refused is None else None)
    if request.method == "POST" and keys.refused is not None:
        allow_feature(by=request.user, space=chosen, slug=slug)
        messages.success(request, _("C’est de nouveau permis dans cet espace."))
        return redirect("features:operator", space_id)
    if form.is_bound and form.is_valid():
        try:
            refuse_feature(by=request.user, space=chosen, slug=slug, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Ce n’est plus permis dans cet espace. Son équipe lit le motif sur sa page."))
            return redirect("features:operator", space_id)
    context = {"chosen": chosen, "keys": keys, "form": form}
    return render(request, "features/decide.html", context, status=422 if form.errors else 200)


def _keys(space: Space, slug: str) -> Keys:
    found = next((keys for keys in keys_of(space) if keys.feature.slug == slug), None)
    if found is None:
        raise Http404
    return found

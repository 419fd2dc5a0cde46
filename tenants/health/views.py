"""The health of the platform on one screen."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from platform_core.access import operator
from tenants.health.operations import ask_update
from tenants.health.queries import lines, versions, worst
from tenants.health.registry import Status
from tenants.spaces.models import Space
from tenants.spaces.versions import known_version

PER_PAGE = 20


@operator
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Show everything that is watched, the gravest first: how it is, since when, what to do."""
    found = lines()
    counts = {status.value: sum(line.reading.status == status for line in found) for status in Status}
    context = {"lines": found, "counts": counts, "worst": worst([line.reading for line in found])}
    return render(request, "health/page.html", context)


@operator
def version_list(request: HttpRequest) -> HttpResponse:
    """List the version of every space, those that lag first."""
    page_obj = Paginator(versions(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "health/versions.html", {"page_obj": page_obj, "version": known_version()})


@operator
@require_POST
def update(request: HttpRequest, space_id: int) -> HttpResponse:
    """Have the worker bring a space to the version of the code."""
    ask_update(by=request.user, space=get_object_or_404(Space, pk=space_id))
    messages.success(request, _("La mise à jour est demandée. Le résultat se verra d’ici quelques minutes."))
    return redirect("health:versions")

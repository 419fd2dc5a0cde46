"""Work that failed: where, what, and doing it again."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from platform_core.access import operator
from platform_core.errors import RuleBroken
from tenants.console import operations
from tenants.console.queries.failures import failed_kinds, failed_on_platform, failing_spaces, failures_in
from tenants.console.queries.requests import failed_requests
from tenants.console.views.listing import page_of
from tenants.spaces.models import Space


@operator
def failure_list(request: HttpRequest) -> HttpResponse:
    """Show where something failed: on the platform, in which spaces, which buildings."""
    context = {
        "page_obj": page_of(request, failing_spaces()),
        "kinds": failed_kinds(),
        "on_platform": failed_on_platform(),
        "builds": failed_requests(),
    }
    return render(request, "console/failures/list.html", context)


@operator
def platform_failures(request: HttpRequest) -> HttpResponse:
    """Show what failed on the platform itself."""
    return _details(request, None)


@operator
def space_failures(request: HttpRequest, space_id: int) -> HttpResponse:
    """Show what failed in a space: what was to be done, never what it is about."""
    return _details(request, get_object_or_404(Space, pk=space_id))


@operator
@require_POST
def retry_on_platform(request: HttpRequest) -> HttpResponse:
    """Have done again what failed on the platform: one work, or all of a kind."""
    _retry(request, None)
    return redirect("console:platform_failures")


@operator
@require_POST
def retry_in_space(request: HttpRequest, space_id: int) -> HttpResponse:
    """Have done again what failed in a space: one work, or all of a kind."""
    _retry(request, get_object_or_404(Space, pk=space_id))
    return redirect("console:space_failures", space_id)


@operator
@require_POST
def retry_everywhere(request: HttpRequest) -> HttpResponse:
    """Have done again all of a kind, in every space."""
    spaces = operations.retry_kind_everywhere(by=request.user, consumer=request.POST.get("consumer", "")[:80])
    said = ngettext("Relancé dans %(count)d espace.", "Relancé dans %(count)d espaces.", spaces)
    messages.success(request, said % {"count": spaces})
    return redirect("console:failures")


def _details(request: HttpRequest, chosen: Space | None) -> HttpResponse:
    found = failures_in(chosen)
    kinds: dict[str, int] = {}
    for each in found or []:
        kinds[each.consumer] = kinds.get(each.consumer, 0) + 1
    context = {"chosen": chosen, "failures": found, "kinds": sorted(kinds.items()), "unreadable": found is None}
    return render(request, "console/failures/detail.html", context)


def _retry(request: HttpRequest, chosen: Space | None) -> None:
    """Do what the button says, and say what was done or why not."""
    delivery, consumer = request.POST.get("delivery", ""), request.POST.get("consumer", "")[:80]
    try:
        count = _asked(request, chosen, delivery, consumer)()
    except RuleBroken as error:
        messages.warning(request, error.message)
        return
    said = ngettext("%(count)d travail relancé.", "%(count)d travaux relancés.", count) % {"count": count}
    messages.success(request, f"{said} {_('Le résultat se verra d’ici quelques minutes.')}" if count else said)


def _asked(request: HttpRequest, chosen: Space | None, delivery: str, consumer: str) -> Callable[[], int]:
    def one() -> int:
        operations.retry_delivery(by=request.user, space=chosen, delivery_id=int(delivery))
        return 1

    if delivery.isascii() and delivery.isdigit() and len(delivery) < len(str(2**63)):
        return one
    return lambda: operations.retry_kind(by=request.user, space=chosen, consumer=consumer)

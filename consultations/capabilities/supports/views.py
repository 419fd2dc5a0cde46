"""The support button's one address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from consultations.capabilities.supports.operations import add_support, remove_support
from consultations.capabilities.supports.queries import support_state
from consultations.process.modality import contribution_url
from consultations.process.models import Contribution
from platform_core.access import signed_in


@require_POST
@signed_in
def toggle(request: HttpRequest, contribution_id: int) -> HttpResponse:
    """Support (`wanted=1`) or take back (`wanted=0`): says what is wanted, so that a second click changes nothing."""
    visible = Contribution.objects.visible_to(request.user).select_related("step__consultation")
    contribution = get_object_or_404(visible, pk=contribution_id)
    operation = add_support if request.POST.get("wanted") == "1" else remove_support
    operation(by=request.user, contribution=contribution)
    if request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        return render(request, "supports/button.html", support_state(request, contribution))
    return redirect(f"{contribution_url(contribution)}#soutien-{contribution.pk}")

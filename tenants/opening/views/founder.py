"""Fourth screen: who asks, and the charter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from platform_core.access import public
from tenants.opening import operations
from tenants.opening.content.loader import charter
from tenants.opening.forms import FounderForm
from tenants.opening.models import SpaceRequest
from tenants.opening.operations.filling import Founder
from tenants.opening.views.draft import address, draft_of, elsewhere, show, submit


@public
@never_cache
def founder(request: HttpRequest) -> HttpResponse:
    """Ask who asks; sending this screen sends the code."""
    draft = draft_of(request)
    away = elsewhere(draft, "founder")
    if away or draft is None:
        return away or redirect("opening:start")
    initial = {
        "public_name": draft.public_name,
        "email": draft.email,
        "contact_email": draft.contact_email,
        "duty": draft.duty,
        "charter": draft.charter_version == charter().version,
    }
    form = FounderForm(request.POST or None, initial=initial)
    if request.method == "POST" and submit(form, lambda: _save(request, draft, form)):
        draft.refresh_from_db()
        return redirect(address(draft))
    return show(request, "founder", form, draft, charter=charter())


def _save(request: HttpRequest, draft: SpaceRequest, form: FounderForm) -> None:
    answers = {name: form.cleaned_data[name] for name in ("public_name", "email", "duty", "contact_email")}
    operations.introduce_founder(by=request.user, request=draft, founder=Founder(**answers))

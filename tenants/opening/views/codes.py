"""Fifth screen: the code received; and, when the ladder asks for it, an address in the organisation's own domain."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from platform_core.access import public
from platform_core.errors import RuleBroken
from tenants.opening import operations
from tenants.opening.forms import CodeForm, OfficialForm
from tenants.opening.models import Purpose, SpaceRequest
from tenants.opening.proving import living
from tenants.opening.views.draft import address, draft_of, due, elsewhere, show, submit


@public
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code sent to the founder."""
    draft = draft_of(request)
    if draft is None or due(draft) != "code":
        return _where_it_is_due(draft)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and submit(
        form, lambda: operations.confirm_code(by=request.user, request=draft, code=form.cleaned_data["code"])
    ):
        draft.refresh_from_db()
        return redirect(address(draft, "name" if due(draft) == "founder" else ""))
    return show(request, "code", form, draft, mails=_mails())


@public
@require_POST
def resend(request: HttpRequest) -> HttpResponse:
    """Send another code to the founder."""
    draft = draft_of(request)
    if draft is None or due(draft) != "code":
        return _where_it_is_due(draft)
    try:
        operations.resend_code(by=request.user, request=draft)
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Un code vous a été envoyé. Le dernier reçu est le seul valable."))
    return redirect("opening:code")


@public
@never_cache
def official(request: HttpRequest) -> HttpResponse:
    """Ask for an address in the official domain, then for the code sent there."""
    draft = draft_of(request)
    if draft is None or due(draft) != "official":
        return _where_it_is_due(draft)
    sent = living(draft, Purpose.OFFICIAL)
    if request.method == "POST" and "code" in request.POST:
        typed = CodeForm(request.POST)
        if submit(
            typed, lambda: operations.confirm_official(by=request.user, request=draft, code=typed.cleaned_data["code"])
        ):
            draft.refresh_from_db()
            return redirect(address(draft, "name" if due(draft) == "founder" else ""))
        return show(request, "official_code", typed, draft, sent=sent, mails=_mails())
    if sent and request.method == "GET" and "autre" not in request.GET:
        return show(request, "official_code", CodeForm(), draft, sent=sent, mails=_mails())
    return _ask_official(request, draft)


def _ask_official(request: HttpRequest, draft: SpaceRequest) -> HttpResponse:
    form = OfficialForm(request.POST or None)
    if request.method == "POST" and submit(
        form,
        lambda: operations.send_official_code(by=request.user, request=draft, **form.cleaned_data, again=True),
    ):
        return redirect("opening:official")
    return show(request, "official", form, draft)


@public
@require_POST
def without_official(request: HttpRequest) -> HttpResponse:
    """Leave the decision to the operator."""
    draft = draft_of(request)
    if draft is None or due(draft) != "official":
        return _where_it_is_due(draft)
    operations.ask_operator(by=request.user, request=draft)
    draft.refresh_from_db()
    return redirect(address(draft))


def _where_it_is_due(draft: SpaceRequest | None) -> HttpResponse:
    return elsewhere(draft, "code") or redirect(address(draft) if draft else "opening:start")


def _mails() -> str:
    """Return where the demonstration writes its letters, empty in service."""
    return str(getattr(settings, "EMAIL_FILE_PATH", "")) if getattr(settings, "DEMO", False) else ""

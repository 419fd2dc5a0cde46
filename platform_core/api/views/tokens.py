"""One's tokens: list, make, close."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from platform_core.access import signed_in
from platform_core.accounts.views.person import person
from platform_core.api.forms import TokenForm
from platform_core.api.operations import create_token, revoke_token
from platform_core.api.queries import tokens_of
from platform_core.errors import RuleBroken

PER_PAGE = 20


@signed_in
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """Show one's tokens, those that still open something first."""
    page = Paginator(tokens_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "api/tokens.html", {"page_obj": page})


@signed_in
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Make a token. Its secret is on the answer to this request and nowhere else: not in the session, not in a mail."""
    owner = person(request)
    form = TokenForm(request.POST or None, in_team=owner.in_team)
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = create_token(by=owner, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            return render(request, "api/created.html", {"token": token, "secret": secret}, status=201)
    return render(request, "api/new.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Close a token, after a question."""
    token = get_object_or_404(tokens_of(request.user), pk=token_id)
    if request.method == "POST":
        revoke_token(by=request.user, token=token)
        messages.success(
            request, _("Le jeton « %(name)s » est fermé : il ne permet plus rien.") % {"name": token.name}
        )
        return redirect("tokens:list")
    return render(request, "api/revoke.html", {"token": token})

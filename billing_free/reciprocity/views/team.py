"""What a team gives, and confirms that it received."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from billing_free.reciprocity import operations
from billing_free.reciprocity.forms import GiftForm, RefuseForm
from billing_free.reciprocity.models import Gift, State
from billing_free.reciprocity.queries import gifts_of, gifts_to_confirm
from platform_core import scope
from platform_core.access import may, require, team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform

PER_PAGE = 20
MOST_TO_CONFIRM = 50


@team()
def ledger(request: HttpRequest) -> HttpResponse:
    """List what the space gave, and what others say they gave to it."""
    space = _space()
    with platform():
        page = Paginator(gifts_of(space.pk), PER_PAGE).get_page(request.GET.get("page"))
        gifts, received = list(page), list(gifts_to_confirm(space.pk)[:MOST_TO_CONFIRM])
    context = {
        "page_obj": page,
        "gifts": gifts,
        "received": received,
        "may_pledge": may("reciprocity.pledge", request.user) is None,
        "live": {State.PLEDGED, State.CONFIRMED},
    }
    return render(request, "reciprocity/team.html", context)


@team(Role.ADMINISTRATOR)
def pledge(request: HttpRequest) -> HttpResponse:
    """Announce a gift."""
    require("reciprocity.pledge", request.user)
    form = GiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.pledge_gift(by=request.user, space=_space(), **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Merci. Votre don sera public dès qu’il sera confirmé."))
            return redirect("reciprocity:team")
    return render(request, "reciprocity/pledge.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@team(Role.ADMINISTRATOR)
def confirm(request: HttpRequest, gift_id: int) -> HttpResponse:
    """Say that a gift was received."""
    return _done(
        request, lambda: operations.confirm_gift(by=request.user, gift=_received(gift_id)), _("C’est confirmé.")
    )


@team(Role.ADMINISTRATOR)
def refuse(request: HttpRequest, gift_id: int) -> HttpResponse:
    """Ask why, then say that a gift was not received."""
    gift = _received(gift_id)
    require("reciprocity.decide", request.user, gift)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _done(
            request,
            lambda: operations.refuse_gift(by=request.user, gift=gift, reason=form.cleaned_data["reason"]),
            _("Votre réponse est envoyée à l’équipe qui l’avait annoncé."),
        )
    context = {"form": form, "gift": gift}
    return render(request, "reciprocity/refuse.html", context, status=422 if form.errors else 200)


@require_POST
@team(Role.ADMINISTRATOR)
def withdraw(request: HttpRequest, gift_id: int) -> HttpResponse:
    """Take back a gift of one's own space."""
    here = _space().pk
    with platform():
        gift = _one(gifts_of(here).filter(pk=gift_id).first())
    return _done(request, lambda: operations.withdraw_gift(by=request.user, gift=gift), _("Votre don est retiré."))


def _done(request: HttpRequest, act: Callable[[], Gift], said: str) -> HttpResponse:
    try:
        act()
    except RuleBroken as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, said)
    return redirect("reciprocity:team")


def _space() -> Space:
    return cast("Space", scope.current())


def _received(gift_id: int) -> Gift:
    """Return a gift that this space received; others do not exist here."""
    here = _space().pk
    with platform():
        found = Gift.objects.select_related("space").filter(pk=gift_id, receiver=here).first()
    return _one(found)


def _one(gift: Gift | None) -> Gift:
    if gift is None:
        raise Http404
    return gift

"""An operator who wants to help in a space: ask, or break the glass, then have the link that leads in."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from platform_core.access import operator
from platform_core.errors import RuleBroken
from tenants.console.views.lifecycle import Gesture
from tenants.console.views.lifecycle import ask as asked
from tenants.spaces.models import Space
from tenants.spaces.rules import LIVING
from tenants.spaces.scopes import entered
from tenants.support.forms import AskForm, BreakGlassForm
from tenants.support.models import SupportAccess
from tenants.support.operations import ask_access, break_glass, open_entry

ASK = Gesture(
    title=_("Demander à entrer dans cet espace"),
    lede=_("L’équipe lit votre motif et décide, pour une durée qu’elle choisit. Sans son accord, personne n’entre."),
    action=_("Envoyer la demande à l’équipe"),
    done=_("La demande est partie. L’équipe la reçoit par e-mail."),
    impossible=_("Cet espace n’est pas en service."),
    states=LIVING,
)
BREAK = Gesture(
    title=_("Entrer en urgence"),
    lede=_(
        "Pour un danger qui ne peut pas attendre. L’équipe est prévenue aussitôt de votre nom et du motif ; deux heures au plus."
    ),
    action=_("Entrer sans attendre l’accord"),
    done=_("L’accès est ouvert pour deux heures. L’équipe est prévenue."),
    impossible=_("Cet espace n’est pas en service."),
    states=LIVING,
    danger=True,
)
SHOWN = 20


@operator
def support(request: HttpRequest, space_id: int) -> HttpResponse:
    """Show the accesses to a space that this operator asked for or may use: nothing of what the space holds."""
    chosen = _living(space_id)
    with entered(chosen):
        found = SupportAccess.objects.filter(operator=request.user.pk) | SupportAccess.objects.filter(operator=None)
        rows = list(found.order_by("-id")[:SHOWN])
    return render(request, "console/support/list.html", {"chosen": chosen, "rows": rows})


@operator
def ask(request: HttpRequest, space_id: int) -> HttpResponse:
    """Ask the team."""
    return asked(request, space_id, ASK, AskForm(request.POST or None), ask_access, back="console:support")


@operator
def urgent(request: HttpRequest, space_id: int) -> HttpResponse:
    """Break the glass."""
    return asked(request, space_id, BREAK, BreakGlassForm(request.POST or None), break_glass, back="console:support")


@operator
@never_cache
@require_POST
def entry(request: HttpRequest, space_id: int, access_id: int) -> HttpResponse:
    """Give the link that leads in, once: a link, not a redirection, which a form may not follow to another host."""
    chosen = _living(space_id)
    with entered(chosen):
        access = get_object_or_404(SupportAccess, pk=access_id)
    try:
        secret = open_entry(by=request.user, space=chosen, access=access)
    except RuleBroken as error:
        messages.error(request, error.message)
        return redirect("console:support", space_id)
    link = chosen.url.rstrip("/") + reverse("support:enter", args=[secret], urlconf=settings.ROOT_URLCONF)
    return render(request, "console/support/entry.html", {"chosen": chosen, "link": link})


def _living(space_id: int) -> Space:
    chosen = get_object_or_404(Space, pk=space_id)
    if chosen.state not in LIVING:
        raise Http404
    return chosen

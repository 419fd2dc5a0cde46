"""Who came in, who asks to, what they did: for the team. Letting in and ending: for administrators."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from platform_core.access import may, team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken
from tenants.support.forms import GiveForm, OfferForm
from tenants.support.models import SupportAccess
from tenants.support.operations import end_access, give_access, offer_access, refuse_access
from tenants.support.queries import accesses, done_during

PER_PAGE = 20


@team()
def listing(request: HttpRequest) -> HttpResponse:
    """List the accesses: those that wait, that are open, that are over."""
    page = Paginator(accesses(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "support/list.html", {"page_obj": page, "denial": may("support.give", request.user)})


@team()
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one access and everything that was opened and changed by it; answer when it is a request."""
    access = get_object_or_404(accesses(), pk=pk)
    page = Paginator(done_during(access), PER_PAGE).get_page(request.GET.get("page"))
    context = {"access": access, "page_obj": page, "form": GiveForm(), "denial": may("support.give", request.user)}
    return render(request, "support/detail.html", context)


@team(Role.ADMINISTRATOR)
def offer(request: HttpRequest) -> HttpResponse:
    """Let an operator in without having been asked."""
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            access = offer_access(by=request.user, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Un opérateur peut entrer. Vous serez prévenus par e-mail quand il le fera."))
            return redirect("support:detail", access.pk)
    return render(request, "support/offer.html", {"form": form}, status=422 if form.errors else 200)


@team(Role.ADMINISTRATOR)
@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Let in the operator who asked."""
    access = get_object_or_404(SupportAccess, pk=pk)
    form = GiveForm(request.POST)
    if form.is_valid():
        try:
            give_access(by=request.user, access=access, **form.cleaned_data)
        except RuleBroken as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("L’opérateur peut entrer. Vous serez prévenus par e-mail quand il le fera."))
        return redirect("support:detail", pk)
    context = {"access": access, "page_obj": Paginator(done_during(access), PER_PAGE).get_page(1), "form": form}
    return render(request, "support/detail.html", context, status=422)


@team(Role.ADMINISTRATOR)
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer no."""
    try:
        refuse_access(by=request.user, access=get_object_or_404(SupportAccess, pk=pk))
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("La demande est refusée : personne n’entre."))
    return redirect("support:list")


@team(Role.ADMINISTRATOR)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an access at once."""
    end_access(by=request.user, access=get_object_or_404(SupportAccess, pk=pk))
    messages.success(request, _("L’accès est terminé. L’opérateur ne voit plus rien."))
    return redirect("support:detail", pk)

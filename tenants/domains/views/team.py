"""The team's page: the addresses of the space, what the DNS must say, what it says."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from platform_core.access import may, team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken
from tenants.domains import operations, rules
from tenants.domains.forms import MainForm, NameForm
from tenants.domains.models import OwnDomain
from tenants.domains.queries import domain_of, domains_of
from tenants.domains.views.records import records_of
from tenants.spaces.models import Space


@team(Role.ADMINISTRATOR)
def page(request: HttpRequest) -> HttpResponse:
    """Show the addresses; add one."""
    form = NameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.claim_domain(by=request.user, space=_space(request), name=form.cleaned_data["name"])
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Le domaine est noté. Réglez maintenant son DNS, comme indiqué ci-dessous."))
            return redirect("domains:page")
    return _show(request, form)


def _show(request: HttpRequest, form: NameForm) -> HttpResponse:
    space = _space(request)
    known = domains_of(space, request.user)
    context = {
        "form": form,
        "lines": [_line(request, one) for one in known],
        "platform_name": f"{space.label}.{settings.APEX_DOMAIN}",
        "platform_url": f"{settings.SCHEME}://{space.label}.{settings.APEX_HOST}/",
        "is_full": len(known) >= rules.MOST,
        "may_not": may("domains.claim", request.user, space),
    }
    return render(request, "domains/page.html", context, status=422 if form.errors else 200)


@team(Role.ADMINISTRATOR)
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where a domain is: a part of the page, asked again by itself while a check is under way."""
    domain = _found(request, pk)
    if not request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        return redirect("domains:page")
    return render(request, "domains/domain.html", {"line": _line(request, domain)})


@require_POST
@team(Role.ADMINISTRATOR)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a domain checked now."""
    operations.ask_check(by=request.user, domain=_found(request, pk))
    messages.success(request, _("La vérification est demandée. Le résultat s’affiche dans quelques secondes."))
    return redirect("domains:page")


@team(Role.ADMINISTRATOR)
def main(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a domain the main address, after having looked at it."""
    domain = _found(request, pk)
    form = MainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.choose_main(by=request.user, domain=domain)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("C’est maintenant l’adresse principale. Chacun s’y connecte à nouveau."))
            return redirect("domains:page")
    context = {"form": form, "domain": domain, "space_url": _space(request).url}
    return render(request, "domains/main.html", context, status=422 if form.errors else 200)


@require_POST
@team(Role.ADMINISTRATOR)
def back_to_platform(request: HttpRequest) -> HttpResponse:
    """Make the address that the platform gives the main one again."""
    operations.leave_main(by=request.user, space=_space(request))
    messages.success(request, _("L’adresse principale est de nouveau celle de la plateforme."))
    return redirect("domains:page")


@team(Role.ADMINISTRATOR)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a domain away."""
    domain = _found(request, pk)
    if request.method != "POST":
        return render(request, "domains/remove.html", {"domain": domain})
    was_here = request.get_host().partition(":")[0] == domain.name
    operations.remove_domain(by=request.user, domain=domain)
    if was_here:  # this very address answers no more
        space = _space(request)
        return redirect(f"{settings.SCHEME}://{space.label}.{settings.APEX_HOST}/equipe/adresse/")
    messages.success(request, _("Le domaine est retiré."))
    return redirect("domains:page")


def _space(request: HttpRequest) -> Space:
    return cast("Space", request.space)  # type: ignore[attr-defined]  # the middleware puts it there


def _found(request: HttpRequest, pk: int) -> OwnDomain:
    domain = domain_of(_space(request), request.user, pk)
    if domain is None:
        raise Http404
    return domain


def _line(request: HttpRequest, domain: OwnDomain) -> dict[str, object]:
    return {
        "domain": domain,
        "records": records_of(domain),
        "is_main": domain.space.own_host == domain.name,
        "taken": rules.TAKEN in domain.problems,
        "silent": rules.SILENT in domain.problems,
    }

"""The team's pages: the providers by which people may sign in."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from platform_core.access import team
from platform_core.access.roles import Role
from platform_core.accounts.views.submitting import sent, submitted
from platform_core.errors import RuleBroken
from platform_core.identity.checking import check_provider
from platform_core.identity.forms import ProviderForm
from platform_core.identity.models import Provider
from platform_core.identity.operations.providers import remove_provider, set_provider, switch_provider
from platform_core.identity.protocol.exchange import home_address, return_address
from platform_core.identity.queries import providers
from platform_core.identity.rules import MOST_PROVIDERS, PRESETS, Kind


@team(Role.ADMINISTRATOR)
def page(request: HttpRequest) -> HttpResponse:
    """List the providers, and give the addresses that each must be told."""
    known = list(providers())
    context = {
        "providers": known,
        "kinds": [(kind.value, kind.label) for kind in Kind] if len(known) < MOST_PROVIDERS else [],
        "return_address": return_address(),
        "home_address": home_address(),
    }
    return render(request, "identity/team/page.html", context)


@sensitive_post_parameters("secret")
@team(Role.ADMINISTRATOR)
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """Set a new provider, and check it at once."""
    if kind not in Kind.values:
        raise Http404
    return written(request, Kind(kind), None)


@sensitive_post_parameters("secret")
@team(Role.ADMINISTRATOR)
def change(request: HttpRequest, provider_id: int) -> HttpResponse:
    """Set a provider otherwise, and check it again."""
    provider = get_object_or_404(Provider, pk=provider_id)
    return written(request, Kind(provider.kind), provider)


def written(request: HttpRequest, kind: Kind, provider: Provider | None) -> HttpResponse:
    """Show the form of a provider; once it is kept, check the provider and put it back in service if it was."""
    form = ProviderForm(sent(request), kind=kind, provider=provider)
    was_on = provider is not None and provider.is_on
    kept: list[Provider] = []
    if request.method == "POST" and submitted(
        form, lambda: kept.append(set_provider(by=request.user, provider=provider, **form.facts()))
    ):
        checked(request, kept[0], on=was_on)
        return redirect("identity:page")
    context = {
        "form": form,
        "provider": provider,
        "kind": kind,
        "preset": PRESETS[kind],
        "return_address": return_address(),
        "home_address": home_address(),
    }
    return render(request, "identity/team/provider.html", context, status=422 if form.errors else 200)


def checked(request: HttpRequest, provider: Provider, *, on: bool) -> None:
    """Check a provider, put it in service if asked, and say how it went."""
    values = {"name": provider.name}
    try:
        check_provider(by=request.user, provider=provider)
    except RuleBroken as error:
        messages.error(request, _("%(name)s est enregistré, mais ne fonctionne pas.") % values + f" {error.message}")
        return
    if on:
        switch_provider(by=request.user, provider=provider, on=True)
        messages.success(request, _("%(name)s répond : il est en service.") % values)
    else:
        messages.success(request, _("%(name)s répond : il ne reste qu’à le mettre en service.") % values)


@team(Role.ADMINISTRATOR)
@require_POST
def check(request: HttpRequest, provider_id: int) -> HttpResponse:
    """Check a provider again."""
    provider = get_object_or_404(Provider, pk=provider_id)
    checked(request, provider, on=provider.is_on)
    return redirect("identity:page")


@team(Role.ADMINISTRATOR)
@require_POST
def switch(request: HttpRequest, provider_id: int) -> HttpResponse:
    """Put a provider in service, or out of it."""
    provider = get_object_or_404(Provider, pk=provider_id)
    on = request.POST.get("on") == "1"
    try:
        switch_provider(by=request.user, provider=provider, on=on)
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        done = _("%(name)s est en service : son bouton est sur la page de connexion.")
        gone = _("%(name)s n’est plus en service. Les gens se connectent avec leur e-mail.")
        messages.success(request, (done if on else gone) % {"name": provider.name})
    return redirect("identity:page")


@team(Role.ADMINISTRATOR)
def remove(request: HttpRequest, provider_id: int) -> HttpResponse:
    """Ask, then remove a provider."""
    provider = get_object_or_404(providers(), pk=provider_id)
    if request.method == "POST":
        remove_provider(by=request.user, provider=provider)
        messages.success(request, _("%(name)s est retiré, et son secret effacé.") % {"name": provider.name})
        return redirect("identity:page")
    return render(request, "identity/team/remove.html", {"provider": provider})

"""Three screens: an address, the code, the list. The session holds the proof, for half an hour."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from platform_core.access import public
from platform_core.errors import RuleBroken
from tenants.founders.forms import AddressForm, CodeForm
from tenants.founders.operations import ask_code, prove_address
from tenants.founders.queries import requests_of, spaces_of
from tenants.founders.rules import SHOWN_FOR
from tenants.opening.seals import origin_of

ASKED, PROVED, UNTIL = "founders_asked", "founders_proved", "founders_until"


@public
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Show the spaces and requests of the address proved in this browser; else ask for one."""
    email = _proved(request)
    if email:
        context = {"email": email, "spaces": spaces_of(email), "requests": requests_of(email)}
        return render(request, "founders/list.html", context)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = ask_code(by=request.user, email=form.cleaned_data["email"], origin=origin_of(request))
        except RuleBroken as error:
            form.add_error("email", error.message)
            return render(request, "founders/address.html", {"form": form}, status=429)
        request.session[ASKED] = sent.email
        return redirect("founders:code")
    return render(request, "founders/address.html", {"form": form}, status=422 if form.errors else 200)


@public
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code sent to the address."""
    email = request.session.get(ASKED)
    if not email:
        return redirect("founders:page")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proved = prove_address(by=request.user, email=email, code=form.cleaned_data["code"])
        except RuleBroken as error:
            form.add_error("code", error.message)
        else:
            request.session.cycle_key()
            request.session.pop(ASKED, None)
            request.session[PROVED], request.session[UNTIL] = proved, (timezone.now() + SHOWN_FOR).timestamp()
            return redirect("founders:page")
    return render(request, "founders/code.html", {"form": form, "email": email}, status=422 if form.errors else 200)


@public
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the address in this browser."""
    for name in (ASKED, PROVED, UNTIL):
        request.session.pop(name, None)
    return redirect("founders:page")


def _proved(request: HttpRequest) -> str:
    """Return the address proved here less than half an hour ago, empty when there is none."""
    if float(request.session.get(UNTIL, 0)) < timezone.now().timestamp():
        return ""
    return str(request.session.get(PROVED, ""))

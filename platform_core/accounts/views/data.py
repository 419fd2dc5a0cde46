"""One's personal data: read them, leave with them, have them erased."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from platform_core import scope
from platform_core.access import signed_in, stays_open
from platform_core.accounts.forms.erasing import WITHDRAW, EraseForm
from platform_core.accounts.operations.erasing import erase_account
from platform_core.accounts.personal_data import declared, everything_about, rows_of
from platform_core.accounts.views.person import person
from platform_core.accounts.views.submitting import sent, submitted


@stays_open
@signed_in
def data(request: HttpRequest) -> HttpResponse:
    """Say what is kept of a person."""
    user = person(request)
    counts: dict[str, int] = {}
    for item in declared():
        counts[str(item.label)] = counts.get(str(item.label), 0) + rows_of(item, user).count()
    kept = [(label, count) for label, count in counts.items() if count]
    return render(request, "accounts/data.html", {"kept": kept})


@stays_open
@signed_in
@reauthentication_required(app="allauth.account")
def download(request: HttpRequest) -> HttpResponse:
    """Give all of it, as JSON."""
    here = scope.current()
    told = {"espace": here.name, "adresse": scope.absolute_url("/"), "le": timezone.now()}
    answer = JsonResponse(
        {**told, **everything_about(person(request))}, json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    name = f"mes-donnees-{slugify(here.name)}-{timezone.localdate():%Y-%m-%d}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


@stays_open
@signed_in
@reauthentication_required(app="allauth.account")
def erase(request: HttpRequest) -> HttpResponse:
    """Explain, ask, then delete the account."""
    user = person(request)
    form = EraseForm(sent(request))

    def operation() -> None:
        erase_account(by=user, user=user, withdraw=form.cleaned_data["contributions"] == WITHDRAW)

    if request.method == "POST" and submitted(form, operation):
        logout(request)
        messages.success(request, _("Votre compte est supprimé. Merci d’avoir participé."))
        return redirect("/")
    return render(request, "accounts/erase.html", {"form": form}, status=422 if form.errors else 200)

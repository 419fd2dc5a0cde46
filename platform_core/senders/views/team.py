"""The team's page: from where letters leave."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from platform_core import scope
from platform_core.access import team
from platform_core.access.roles import Role
from platform_core.accounts.views.person import person
from platform_core.errors import RuleBroken
from platform_core.senders.forms import SenderForm
from platform_core.senders.hints import hints_of
from platform_core.senders.models import Sender
from platform_core.senders.operations import remove_sender, set_sender
from platform_core.senders.trying import try_sender


@sensitive_post_parameters("password")
@team(Role.ADMINISTRATOR)
def page(request: HttpRequest) -> HttpResponse:
    """Show from where letters leave; write another server and try it at once."""
    sender = Sender.objects.first()
    form = SenderForm(request.POST if request.method == "POST" else None, sender=sender)
    if request.method == "POST" and form.is_valid():
        try:
            sender = set_sender(by=request.user, **form.cleaned_data)
            try_sender(by=request.user, sender=sender, to=person(request).email)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
            sender = Sender.objects.first()
        else:
            messages.success(
                request,
                _("L’essai a réussi : un message vous est parvenu. Les lettres partent maintenant par ce serveur."),
            )
            return redirect("senders:page")
    context = {
        "form": form,
        "sender": sender,
        "platform_address": settings.DEFAULT_FROM_EMAIL,
        "reply_to": scope.current().contact_email,
        "hints": hints_of(sender) if sender and "dns" in request.GET else [],
    }
    return render(request, "senders/page.html", context, status=422 if form.errors else 200)


@require_POST
@team(Role.ADMINISTRATOR)
def test(request: HttpRequest) -> HttpResponse:
    """Try the server again."""
    sender = Sender.objects.first()
    if sender is not None:
        try:
            try_sender(by=request.user, sender=sender, to=person(request).email)
        except RuleBroken as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("L’essai a réussi : un message vous est parvenu."))
    return redirect("senders:page")


@require_POST
@team(Role.ADMINISTRATOR)
def remove(request: HttpRequest) -> HttpResponse:
    """Go back to the platform's sender."""
    remove_sender(by=request.user)
    messages.success(request, _("Les lettres partent de nouveau par la plateforme. Le mot de passe est effacé."))
    return redirect("senders:page")

"""One's own account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from platform_core.access import signed_in
from platform_core.accounts.forms.profile import ProfileForm
from platform_core.accounts.languages import remember_language
from platform_core.accounts.operations import profile as operations
from platform_core.accounts.sections import sections_for
from platform_core.accounts.views.person import person
from platform_core.accounts.views.submitting import sent


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the first page of one's account."""
    return redirect("accounts:profile")


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change what others see of a person; below, what higher layers say of their account."""
    user = person(request)
    initial = {name: getattr(user, name) for name in ("public_name", "about", "language")}
    form = ProfileForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.change_profile(by=user, user=user, **form.cleaned_data)
        answer = redirect("accounts:profile")
        with translation.override(user.language):
            messages.success(request, _("Votre profil est enregistré."))
        remember_language(answer, user.language)
        return answer
    context = {"form": form, "sections": sections_for(request)}
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Close every session of the account, this one included."""
    operations.sign_out_everywhere(by=request.user, user=person(request))
    logout(request)
    messages.success(request, _("Vous êtes déconnecté de tous vos appareils."))
    return redirect("account_login")

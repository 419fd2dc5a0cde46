"""Structures on whose behalf one contributes."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from platform_core.access import may, signed_in
from platform_core.accounts.forms.structures import FindStructureForm, InviteToStructureForm, StructureForm
from platform_core.accounts.models import Structure, StructureInvitation, StructureRequest
from platform_core.accounts.operations import structures as operations
from platform_core.accounts.queries import structures_found, structures_of
from platform_core.accounts.seals import seal
from platform_core.accounts.views.person import person
from platform_core.accounts.views.submitting import sent, submitted
from platform_core.errors import RuleBroken


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """List the structures one speaks for and those one has asked to join; find another."""
    user = person(request)
    form = FindStructureForm(request.GET or None)
    context = {
        "structures": structures_of(user),
        "asked": user.structure_requests.filter(answered_at=None).select_related("structure"),
        "form": form,
        "found": structures_found(form.cleaned_data["words"], user) if form.is_valid() else None,
    }
    return render(request, "accounts/structures/mine.html", context)


@signed_in
def create(request: HttpRequest) -> HttpResponse:
    """Declare a structure."""
    form = StructureForm(sent(request), initial={"name": request.GET.get("nom", "")})
    if request.method == "POST" and submitted(
        form, lambda: operations.create_structure(by=person(request), **form.facts)
    ):
        messages.success(request, _("Vous pouvez maintenant contribuer au nom de « %(name)s ».") % form.facts)
        return redirect("accounts:structures")
    return render(request, "accounts/structures/create.html", {"form": form}, status=422 if form.errors else 200)


def one_of_mine(request: HttpRequest, structure_id: int) -> Structure:
    """Return a structure that the person may manage, 404 for any other."""
    structure = get_object_or_404(Structure, pk=structure_id)
    if may("accounts.manage_structure", request.user, structure):
        raise Http404
    return structure


@signed_in
def structure(request: HttpRequest, structure_id: int) -> HttpResponse:
    """Show a structure to its members: who they are, who asks to be, whom to invite."""
    found = one_of_mine(request, structure_id)
    form = InviteToStructureForm(sent(request))
    if request.method == "POST" and submitted(
        form, lambda: operations.invite_to_structure(by=person(request), structure=found, **form.cleaned_data)
    ):
        messages.success(request, _("Invitation envoyée à %(email)s.") % form.cleaned_data)
        return redirect("accounts:structure", structure_id)
    context = {
        "structure": found,
        "members": found.members.order_by("public_name"),
        "requests": found.requests.filter(answered_at=None).select_related("user"),
        "invitations": found.invitations.filter(accepted_at=None),
        "form": form,
    }
    return render(request, "accounts/structures/structure.html", context, status=422 if form.errors else 200)


@signed_in
def describe(request: HttpRequest, structure_id: int) -> HttpResponse:
    """Change what a structure says of itself."""
    found = one_of_mine(request, structure_id)
    form = StructureForm(sent(request), instance=found)
    if request.method == "POST" and submitted(
        form, lambda: operations.describe_structure(by=person(request), structure=found, **form.facts)
    ):
        messages.success(request, _("« %(name)s » est à jour.") % form.facts)
        return redirect("accounts:structure", structure_id)
    context = {"form": form, "structure": found}
    return render(request, "accounts/structures/describe.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def join(request: HttpRequest, structure_id: int) -> HttpResponse:
    """Ask to speak for a structure."""
    found = get_object_or_404(Structure, pk=structure_id)
    try:
        operations.request_structure(by=person(request), structure=found)
    except RuleBroken as error:
        messages.info(request, error.message)
    else:
        told = _("Demande envoyée aux membres de « %(name)s ». Vous aurez leur réponse par e-mail.")
        messages.success(request, told % {"name": found.name})
    return redirect("accounts:structures")


@signed_in
@require_POST
def answer(request: HttpRequest, structure_id: int, request_id: int) -> HttpResponse:
    """Accept or refuse somebody who asks."""
    found = one_of_mine(request, structure_id)
    asked = get_object_or_404(StructureRequest, pk=request_id, structure=found)
    accept = request.POST.get("answer") == "accept"
    try:
        operations.answer_structure_request(by=person(request), structure=found, asked=asked, accept=accept)
    except RuleBroken as error:
        messages.info(request, error.message)
    else:
        messages.success(request, _("Votre réponse est envoyée."))
    return redirect("accounts:structure", structure_id)


@signed_in
def leave(request: HttpRequest, structure_id: int) -> HttpResponse:
    """Ask, then leave a structure."""
    found = one_of_mine(request, structure_id)
    if request.method == "POST":
        operations.leave_structure(by=person(request), structure=found)
        messages.success(request, _("Vous ne contribuez plus au nom de « %(name)s ».") % {"name": found.name})
        return redirect("accounts:structures")
    return render(request, "accounts/structures/leave.html", {"structure": found})


@signed_in
@never_cache
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Show an invitation to speak for a structure, and accept it with the account one is signed in with."""
    found = (
        StructureInvitation.objects.select_related("structure", "invited_by").filter(secret_hash=seal(secret)).first()
    )
    if found is None or not found.is_pending:
        return render(request, "accounts/structures/invitation.html", {}, status=410 if found else 404)
    if request.method == "POST":
        joined = operations.accept_structure_invitation(by=person(request), invitation=found)
        messages.success(
            request, _("Vous pouvez maintenant contribuer au nom de « %(name)s ».") % {"name": joined.name}
        )
        return redirect("accounts:structures")
    return render(request, "accounts/structures/invitation.html", {"invitation": found})

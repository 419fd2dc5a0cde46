"""The life of the space, for its administrators: its state in plain words, and what one can do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from platform_core.access import team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken
from tenants.lifecycle.forms import DeleteForm, LabelForm, ReasonForm
from tenants.lifecycle.operations import rename_space
from tenants.lifecycle.queries import deletion_of, former_hosts
from tenants.lifecycle.wording import MEANINGS, PREPARATION
from tenants.spaces.models import Space, State
from tenants.spaces.operations import archive_space, cancel_deletion, schedule_deletion, unarchive_space
from tenants.spaces.rules import GRACE, LABEL_KEPT, PREPARING, before


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, even nothing; `None` when the page is only read."""
    return request.POST if request.method == "POST" else None


def here(request: HttpRequest) -> Space:
    """Return the space one is in."""
    space: Space = request.space  # type: ignore[attr-defined]  # set by the middleware
    return space


@team(Role.ADMINISTRATOR)
def life(request: HttpRequest) -> HttpResponse:
    """Say where the space is in its life, and what its administrators can do."""
    space = here(request)
    context = {
        "meaning": PREPARATION if space.stage == PREPARING else MEANINGS[State(space.state)],
        "others": [(one.label, text) for one, text in MEANINGS.items() if one != space.state],
        "deletion": deletion_of(space) if space.delete_at else None,
        "former": former_hosts(space),
        **{name.replace(".", "_"): space.state in before(name) for name in POSSIBLE},
    }
    return render(request, "lifecycle/life.html", context)


POSSIBLE = ("spaces.archive", "spaces.unarchive", "spaces.schedule_deletion", "spaces.cancel_deletion")


@team(Role.ADMINISTRATOR)
def archive(request: HttpRequest) -> HttpResponse:
    """Make the space read-only."""
    form = ReasonForm(sent(request))
    said = _("L’espace est archivé. Les administrateurs sont prévenus.")
    return _asked(request, form, "archive", said, lambda: archive_space(by=request.user, **_reason(request, form)))


@team(Role.ADMINISTRATOR)
def unarchive(request: HttpRequest) -> HttpResponse:
    """Open the archived space again."""
    form = ReasonForm(sent(request))
    said = _("L’espace est de nouveau ouvert. Les administrateurs sont prévenus.")
    return _asked(request, form, "unarchive", said, lambda: unarchive_space(by=request.user, **_reason(request, form)))


@team(Role.ADMINISTRATOR)
def delete(request: HttpRequest) -> HttpResponse:
    """Decide that the space is to be deleted: its name typed, the reason, what follows, what to take away before."""
    form = DeleteForm(sent(request), name=here(request).name)
    said = _("La suppression est programmée. Les administrateurs sont prévenus. Vous pouvez l’annuler à tout moment.")
    more = {"danger": True, "days": GRACE.days, "kept": LABEL_KEPT.days}
    return _asked(
        request, form, "delete", said, lambda: schedule_deletion(by=request.user, **_reason(request, form)), **more
    )


@team(Role.ADMINISTRATOR)
def keep(request: HttpRequest) -> HttpResponse:
    """Give up deleting the space."""
    form = forms.Form(sent(request))
    said = _("La suppression est annulée : l’espace est comme avant. Les administrateurs sont prévenus.")
    return _asked(request, form, "keep", said, lambda: cancel_deletion(by=request.user, space=here(request)))


@team(Role.ADMINISTRATOR)
def rename(request: HttpRequest) -> HttpResponse:
    """Give the space another address, then go there: one signs in again."""
    space = here(request)
    form = LabelForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            rename_space(by=request.user, space=space, label=form.cleaned_data["label"])
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            return redirect(f"{space.url}compte/connexion/?next=/equipe/vie-de-l-espace/")
    context = {"form": form, "apex": settings.APEX_HOST, "days": LABEL_KEPT.days, "former": former_hosts(space)}
    return render(request, "lifecycle/rename.html", context, status=422 if form.errors else 200)


def _reason(request: HttpRequest, form: forms.Form) -> dict[str, Any]:
    return {"space": here(request), "reason": form.cleaned_data["reason"]}


def _asked(
    request: HttpRequest, form: forms.Form, page: str, said: str, operation: Callable[[], object], **more: Any
) -> HttpResponse:
    """Show the page that asks; once answered do it, and say so on the page of the life of the space."""
    if request.method == "POST" and form.is_valid():
        try:
            operation()
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, said)
            return redirect("lifecycle:life")
    return render(request, f"lifecycle/{page}.html", {"form": form, **more}, status=422 if form.errors else 200)

"""Close a space, open it again, archive it, move it: a page that asks, then the operation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from platform_core.access import operator
from platform_core.errors import RuleBroken
from tenants.console.forms import ReasonForm
from tenants.lifecycle.forms import LabelForm
from tenants.lifecycle.operations import rename_space
from tenants.spaces.models import Space
from tenants.spaces.operations import archive_space, reopen_space, suspend_space, unarchive_space
from tenants.spaces.rules import LIVING, before


@dataclass(frozen=True, kw_only=True)
class Gesture:
    """One page that asks: its words, and the states from which it is possible."""

    title: str | Promise
    lede: str | Promise
    action: str | Promise
    done: str | Promise
    impossible: str | Promise
    states: frozenset[str]
    danger: bool = False


SUSPEND = Gesture(
    title=_("Suspendre cet espace"),
    lede=_(
        "L’espace ferme aussitôt à tous sauf à son équipe, qui lit et exporte. Rien n’est effacé, vous pourrez rouvrir."
    ),
    action=_("Suspendre et prévenir l’équipe"),
    done=_("L’espace est suspendu. Son équipe est prévenue."),
    impossible=_("Cet espace n’est ni ouvert ni archivé : il ne peut pas être suspendu."),
    states=before("spaces.suspend"),
    danger=True,
)
REOPEN = Gesture(
    title=_("Rouvrir cet espace"),
    lede=_("L’espace redevient comme avant la suspension aussitôt, et les envois en attente reprennent."),
    action=_("Rouvrir et prévenir l’équipe"),
    done=_("L’espace est rouvert. Son équipe est prévenue."),
    impossible=_("Cet espace n’est pas suspendu."),
    states=before("spaces.reopen"),
)
ARCHIVE = Gesture(
    title=_("Archiver cet espace"),
    lede=_("Tout le monde peut encore le lire ; plus personne ne peut y participer ni le modifier."),
    action=_("Archiver et prévenir l’équipe"),
    done=_("L’espace est archivé. Son équipe est prévenue."),
    impossible=_("Cet espace n’est pas ouvert : il ne peut pas être archivé."),
    states=before("spaces.archive"),
)
UNARCHIVE = Gesture(
    title=_("Désarchiver cet espace"),
    lede=_("On pourra de nouveau y participer et le modifier."),
    action=_("Désarchiver et prévenir l’équipe"),
    done=_("L’espace n’est plus archivé. Son équipe est prévenue."),
    impossible=_("Cet espace n’est pas archivé."),
    states=before("spaces.unarchive"),
)
RENAME = Gesture(
    title=_("Changer l’adresse de cet espace"),
    lede=_(
        "La nouvelle adresse marche aussitôt, l’ancienne y mène pendant un an. Chacun devra se connecter à nouveau."
    ),
    action=_("Changer l’adresse et prévenir l’équipe"),
    done=_("L’adresse est changée. L’équipe est prévenue."),
    impossible=_("Cet espace n’est pas en service : son adresse ne change pas."),
    states=LIVING,
)


@operator
def suspend(request: HttpRequest, space_id: int) -> HttpResponse:
    """Close a space at once."""
    return ask(request, space_id, SUSPEND, ReasonForm(request.POST or None), suspend_space)


@operator
def reopen(request: HttpRequest, space_id: int) -> HttpResponse:
    """Open a suspended space again."""
    return ask(request, space_id, REOPEN, ReasonForm(request.POST or None), reopen_space)


@operator
def archive(request: HttpRequest, space_id: int) -> HttpResponse:
    """Make a space read-only."""
    return ask(request, space_id, ARCHIVE, ReasonForm(request.POST or None), archive_space)


@operator
def unarchive(request: HttpRequest, space_id: int) -> HttpResponse:
    """Open an archived space again."""
    return ask(request, space_id, UNARCHIVE, ReasonForm(request.POST or None), unarchive_space)


@operator
def rename(request: HttpRequest, space_id: int) -> HttpResponse:
    """Give a space another address."""
    form = LabelForm(request.POST or None)
    form.fields["label"].label = _("Nouvelle adresse (avant .%(apex)s)") % {"apex": settings.APEX_HOST}
    return ask(request, space_id, RENAME, form, rename_space)


def ask(
    request: HttpRequest,
    space_id: int,
    gesture: Gesture,
    form: forms.Form,
    operation: Callable[..., Any],
    *,
    back: str = "console:space",
) -> HttpResponse:
    """Show the page; once answered, do it and go back to the page of the space (or to `back`)."""
    chosen = get_object_or_404(Space, pk=space_id)
    if request.method == "POST" and form.is_valid():
        try:
            operation(by=request.user, space=chosen, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, str(gesture.done))
            return redirect(back, space_id)
    possible = chosen.state in gesture.states
    context = {"chosen": chosen, "form": form, "possible": possible, "gesture": gesture}
    return render(request, "console/spaces/gesture.html", context, status=422 if form.errors else 200)

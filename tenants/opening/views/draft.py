"""The request a visitor is filling: found by the session, shown as a wizard, led to the screen that is due."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from platform_core.errors import NotAllowed, RuleBroken
from tenants.opening.letters import follow_path
from tenants.opening.models import SpaceRequest, State

SESSION_KEY = "opening"
SENT = "sent"  # the code of a refusal, see permissions
SCREENS = ("start", "organisation", "name", "founder", "code")


def draft_of(request: HttpRequest) -> SpaceRequest | None:
    """Return the request begun in this browser, sent or not."""
    number = request.session.get(SESSION_KEY)
    return SpaceRequest.objects.select_related("space").filter(uuid=number).first() if number else None


def keep(request: HttpRequest, draft: SpaceRequest) -> None:
    """Tie a request to this browser."""
    request.session[SESSION_KEY] = str(draft.uuid)


def due(draft: SpaceRequest) -> str:
    """Return the name of the first screen that is not answered; `follow` once the request was sent."""
    if not draft.being_written:
        return "follow"
    if draft.state == State.AWAITING_OFFICIAL:
        return "official"
    if draft.state == State.AWAITING_CODE:
        return "code"
    if not draft.organisation:
        return "organisation"
    return "founder" if draft.name and draft.label else "name"


def address(draft: SpaceRequest, screen: str = "") -> str:
    """Return the address of a screen, by default of the one that is due."""
    screen = screen or due(draft)
    return follow_path(draft) if screen == "follow" else reverse(f"opening:{screen}")


def elsewhere(draft: SpaceRequest | None, screen: str) -> HttpResponse | None:
    """Return where to go when a screen cannot be shown yet, or any more; `None` when it can."""
    if draft is None:
        return redirect("opening:start")
    wanted = due(draft)
    if wanted == "follow":
        return redirect(address(draft))
    if wanted in SCREENS and SCREENS.index(screen) > SCREENS.index(wanted):
        return redirect(address(draft))
    return None


def submit(form: forms.Form, operation: Callable[[], object]) -> bool:
    """Run an operation for a valid form; a broken rule is written beside its field.

    Somebody who clicked twice finds the request sent by their own first click: they are led to what became of it.
    """
    if not form.is_valid():
        return False
    try:
        operation()
    except RuleBroken as error:
        form.add_error(
            error.field if error.field in form.fields else None, forms.ValidationError(error.message, error.code)
        )
        return False
    except NotAllowed as error:
        if error.code != SENT:
            raise
    return True


def status_of(form: forms.Form) -> int:
    """Return 200, 422 for a refused form, 429 when it was refused for coming too often."""
    codes = [error.code or "" for errors in form.errors.as_data().values() for error in errors]
    if any(code.startswith("too_many") for code in codes):
        return 429
    return 422 if form.errors else 200


def show(request: HttpRequest, screen: str, form: forms.Form, draft: SpaceRequest | None, **more: Any) -> HttpResponse:
    """Render a screen with its wizard."""
    context = {"form": form, "draft": draft, "wizard": wizard(screen, draft), **more}
    return render(request, f"opening/{screen}.html", context, status=status_of(form))


def wizard(screen: str, draft: SpaceRequest | None) -> list[dict[str, str]]:
    """Return the five screens, with a link to those already answered."""
    labels = {
        "start": _("Qui êtes-vous ?"),
        "organisation": _("Votre organisation"),
        "name": _("Nom et adresse"),
        "founder": _("Vous"),
        "code": _("Confirmation"),
    }
    reached = SCREENS.index(due(draft)) if draft and due(draft) in SCREENS else 0
    here = SCREENS.index({"search": "organisation"}.get(screen, screen if screen in SCREENS else SCREENS[-1]))
    found = []
    for rank, name in enumerate(SCREENS):
        state = "current" if rank == here else "done" if rank < here else "todo"
        linked = draft is not None and draft.being_written and rank <= max(reached, here - 1)
        found.append({"label": labels[name], "state": state, "url": reverse(f"opening:{name}") if linked else ""})
    return found

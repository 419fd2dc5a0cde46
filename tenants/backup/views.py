"""Backups and restorations, in the console: who has a recent one, a backup now, a space brought back."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from platform_core.access import may, operator
from platform_core.errors import RuleBroken
from tenants.backup.models import Restoration
from tenants.backup.operations import approve_switch, ask_back, ask_backup, ask_restoration, ask_switch, give_up
from tenants.backup.queries import backed_up, backups_of, good_backups, late, listed, restoration_of, restorations
from tenants.console.queries.journal import operator_names
from tenants.lifecycle.queries import other_operators
from tenants.spaces.models import Space

PER_PAGE = 20
PAST = 10  # restorations shown


@operator
def backup_list(request: HttpRequest) -> HttpResponse:
    """List the spaces with their last backup, those without first; and the last restorations."""
    now, only = timezone.now(), request.GET.get("vue") == "retard"
    context = {
        "page_obj": Paginator(listed(now, late_only=only), PER_PAGE).get_page(request.GET.get("page")),
        "late": late(now).count(),
        "late_only": only,
        "has_key": bool(settings.BACKUP_KEYS),
        "past": _named(list(restorations()[:PAST])),
    }
    return render(request, "backup/list.html", context)


@operator
def space_backups(request: HttpRequest, space_id: int) -> HttpResponse:
    """Show the backups of a space, the restoration that is open and those of before."""
    chosen = _chosen(space_id)
    restoration = restoration_of(chosen)
    context = {
        "chosen": chosen,
        "page_obj": Paginator(backups_of(chosen), PER_PAGE).get_page(request.GET.get("page")),
        "late": late(timezone.now()).filter(pk=chosen.pk).exists(),
        "has_key": bool(settings.BACKUP_KEYS),
        "open": _named([restoration])[0] if restoration else None,
        "denial": may("backup.approve_switch", request.user, restoration) if restoration else None,
        "alone": restoration is not None and not other_operators(request.user.pk or 0),
        "past": _named(list(restorations().filter(space=chosen)[:PAST])),
    }
    return render(request, "backup/space.html", context)


@operator
@require_POST
def now(request: HttpRequest, space_id: int) -> HttpResponse:
    """Have a space backed up now."""
    chosen = _chosen(space_id)
    done = _("La sauvegarde est demandée. Le résultat se verra ici d’ici quelques minutes.")
    return _ask(request, chosen, done, lambda: ask_backup(by=request.user, space=chosen))


@operator
def restore(request: HttpRequest, space_id: int, backup_id: int) -> HttpResponse:
    """Ask whether to bring a space back beside itself, then have it done."""
    chosen = _chosen(space_id)
    backup = get_object_or_404(good_backups(chosen), pk=backup_id)
    if request.method == "POST":
        done = _("La restauration à côté est demandée. Rien ne change pour personne en attendant.")
        return _ask(request, chosen, done, lambda: ask_restoration(by=request.user, backup=backup))
    return render(request, "backup/restore.html", {"chosen": chosen, "backup": backup, "open": restoration_of(chosen)})


@operator
@require_POST
def ask(request: HttpRequest, space_id: int) -> HttpResponse:
    """Ask that the restored version be put in service."""
    done = _("La mise en service est demandée. Un autre opérateur doit l’accorder.")
    return _ask_of(request, space_id, done, lambda one: ask_switch(by=request.user, restoration=one))


@operator
@require_POST
def approve(request: HttpRequest, space_id: int) -> HttpResponse:
    """Agree to it, as another operator."""
    done = _("La mise en service est accordée : elle se fait d’ici quelques minutes.")
    return _ask_of(request, space_id, done, lambda one: approve_switch(by=request.user, restoration=one))


@operator
@require_POST
def back(request: HttpRequest, space_id: int) -> HttpResponse:
    """Go back to the version of before."""
    done = _("Le retour à la version d’avant est demandé : il se fait d’ici quelques minutes.")
    return _ask_of(request, space_id, done, lambda one: ask_back(by=request.user, restoration=one))


@operator
@require_POST
def leave(request: HttpRequest, space_id: int) -> HttpResponse:
    """Give up a restored version that never was in service."""
    done = _("La version restaurée à côté va être effacée. L’espace n’a pas changé.")
    return _ask_of(request, space_id, done, lambda one: give_up(by=request.user, restoration=one))


def _chosen(space_id: int) -> Space:
    found: Space = get_object_or_404(backed_up(), pk=space_id)
    return found


def _ask_of(
    request: HttpRequest, space_id: int, done: str | Promise, operation: Callable[[Restoration], object]
) -> HttpResponse:
    """Ask something of the restoration that is open."""
    chosen = _chosen(space_id)
    restoration = get_object_or_404(restorations().exclude(stage="ended"), space=chosen)
    return _ask(request, chosen, done, lambda: operation(restoration))


def _ask(request: HttpRequest, chosen: Space, done: str | Promise, operation: Callable[[], object]) -> HttpResponse:
    """Ask, say so or why not, and come back to the page of the space."""
    try:
        operation()
    except RuleBroken as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, str(done))
    return redirect("backup:space", chosen.pk)


def _named(rows: list[Restoration]) -> list[dict[str, object]]:
    """Return restorations with the names of who asked and who agreed: one statement."""
    numbers = {number for row in rows for number in (row.asked_by, row.switch_asked_by, row.switch_approved_by)}
    names = operator_names(numbers)
    return [
        {
            "row": row,
            "asked": names.get(row.asked_by or 0, _("le serveur")),
            "switch_asked": names.get(row.switch_asked_by or 0, ""),
            "approved": names.get(row.switch_approved_by or 0, ""),
        }
        for row in rows
    ]

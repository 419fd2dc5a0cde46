"""One's notifications and preferences."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from platform_core.access import signed_in
from platform_core.accounts.models import User
from platform_core.errors import RuleBroken
from platform_core.notifications.forms import PreferencesForm
from platform_core.notifications.models import Notification
from platform_core.notifications.operations.choosing import mark_read, set_preferences
from platform_core.notifications.queries import listed, preferences_of
from platform_core.web.counters import counted

PER_PAGE = 20
UNREAD = "non-lues"


def me(request: HttpRequest) -> User:
    """Return whoever is signed in (the door of each page sees to it)."""
    return cast("User", request.user)


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """List one's notifications, all or those not read."""
    only_unread = request.GET.get("voir") == UNREAD
    page = Paginator(listed(me(request), unread=only_unread), PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    context = {
        "page_obj": page,
        "shown": shown,
        "newest": shown[0].pk if shown else 0,
        "only_unread": only_unread,
        "tabs": _tabs(request, only_unread=only_unread),
    }
    return render(request, "notifications/list.html", context)


def _tabs(request: HttpRequest, *, only_unread: bool) -> list[dict[str, object]]:
    address = reverse("notifications:list")
    unread = counted(request, "notifications")
    return [
        {"label": _("Toutes"), "url": address, "current": not only_unread, "count": None},
        {"label": _("Non lues"), "url": f"{address}?voir={UNREAD}", "current": only_unread, "count": unread},
    ]


@signed_in
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to what a notification is about, which is then read."""
    notification = get_object_or_404(Notification, pk=pk, recipient=me(request))
    mark_read(by=me(request), notification=notification)
    return redirect(notification.path)  # of this space: the database holds no other


@require_POST
@signed_in
def mark_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one notification as read, where it is in the list."""
    notification = get_object_or_404(Notification, pk=pk, recipient=me(request))
    mark_read(by=me(request), notification=notification)
    return _back(request)


@require_POST
@signed_in
def mark_all(request: HttpRequest) -> HttpResponse:
    """Mark as read all that was there when the page was shown; what came since stays unread."""
    newest = request.POST.get("newest", "")
    mark_read(by=me(request), up_to=int(newest) if newest.isdecimal() else 0)
    messages.success(request, _("Tout est marqué comme lu."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    unread = request.POST.get("voir") == UNREAD
    return redirect(f"{reverse('notifications:list')}{f'?voir={UNREAD}' if unread else ''}")


@signed_in
def preferences(request: HttpRequest) -> HttpResponse:
    """Choose how one is told."""
    form = PreferencesForm(request.POST or None, person=me(request), preferences=preferences_of(me(request)))
    if request.method == "POST" and form.is_valid():
        try:
            set_preferences(by=me(request), person=me(request), **form.chosen())
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Vos choix sont enregistrés."))
            return redirect("notifications:preferences")
    return render(request, "notifications/preferences.html", {"form": form}, status=422 if form.errors else 200)

"""Announcements in the console: the list, one of them, writing, changing, withdrawing, relaunching letters."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from platform_core.access import operator
from platform_core.errors import RuleBroken
from tenants.announcements.forms import AnnouncementForm, values_of
from tenants.announcements.models import Announcement
from tenants.announcements.operations import (
    change_announcement,
    publish_announcement,
    retry_letters,
    withdraw_announcement,
)
from tenants.announcements.queries import announcements, failures, progress

PER_PAGE = 20
MOST = 50  # failures shown


@operator
def announcement_list(request: HttpRequest) -> HttpResponse:
    """List them, the last to begin first: what is to come, what is shown, what is over."""
    page_obj = Paginator(announcements(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "announcements/operator_list.html", {"page_obj": page_obj})


@operator
def announcement_page(request: HttpRequest, announcement_id: int) -> HttpResponse:
    """Show one as teams read it, and where its letters are."""
    found = get_object_or_404(announcements(), pk=announcement_id)
    context = {
        "announcement": found,
        "progress": progress(found) if found.with_letter else None,
        "failures": failures(found)[:MOST],
        "chosen": 0 if found.everyone else found.addressees.count(),
    }
    return render(request, "announcements/operator_page.html", context)


@operator
def write(request: HttpRequest) -> HttpResponse:
    """Write one."""
    form = AnnouncementForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = publish_announcement(by=request.user, words=form.words())
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("L’annonce est écrite."))
            return redirect("announce:page", made.pk)
    context = {"form": form, "announcement": None}
    return render(request, "announcements/write.html", context, status=422 if form.errors else 200)


@operator
def change(request: HttpRequest, announcement_id: int) -> HttpResponse:
    """Change one that has not begun."""
    found: Announcement = get_object_or_404(announcements(), pk=announcement_id)
    form = AnnouncementForm(request.POST if request.method == "POST" else None, initial=values_of(found))
    if form.is_bound and form.is_valid():
        try:
            change_announcement(by=request.user, announcement=found, words=form.words())
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("L’annonce est changée."))
            return redirect("announce:page", found.pk)
    context = {"form": form, "announcement": found}
    return render(request, "announcements/write.html", context, status=422 if form.errors else 200)


@operator
@require_POST
def withdraw(request: HttpRequest, announcement_id: int) -> HttpResponse:
    """Show it no more."""
    found = get_object_or_404(announcements(), pk=announcement_id)
    try:
        withdraw_announcement(by=request.user, announcement=found)
    except RuleBroken as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _("L’annonce est retirée : les équipes ne la voient plus."))
    return redirect("announce:page", announcement_id)


@operator
@require_POST
def retry(request: HttpRequest, announcement_id: int) -> HttpResponse:
    """Have letters that were given up tried again."""
    again = retry_letters(by=request.user, announcement=get_object_or_404(announcements(), pk=announcement_id))
    said = ngettext("Relancé pour %(count)d espace.", "Relancé pour %(count)d espaces.", again) % {"count": again}
    messages.success(request, said)
    return redirect("announce:page", announcement_id)

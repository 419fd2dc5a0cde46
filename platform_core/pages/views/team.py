"""Pages, as the team writes them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from platform_core.access import may, team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken
from platform_core.pages.blanks import blanks_in, described, guide_of, suggestions
from platform_core.pages.forms import BlanksForm, PageForm
from platform_core.pages.models import WELCOME, Page
from platform_core.pages.operations import add_page, delete_page, edit_page, fill_blanks
from platform_core.pages.queries import all_blanks


@team(Role.ADMINISTRATOR)
def pages(request: HttpRequest) -> HttpResponse:
    """List the pages: those the law asks for and where they stand, the home page's text, those of the team."""
    found = list(Page.objects.order_by("order", "title"))
    context = {
        "required": [_line(page) for page in found if page.is_required],
        "own": [_line(page) for page in found if not page.is_required],
        "blanks": len(all_blanks()),
        "welcome_slug": WELCOME,
    }
    return render(request, "pages/team_list.html", context)


@team(Role.ADMINISTRATOR)
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a page."""
    page = get_object_or_404(Page, slug=slug)
    form = PageForm(request.POST or None, instance=page)
    is_preview = "preview" in request.POST
    if request.method == "POST" and form.is_valid() and not is_preview:
        try:
            edit_page(by=request.user, page=page, seen=form.stamp, **form.changes)
        except RuleBroken as error:
            form.refuse(error, Page.objects.get(pk=page.pk))
        else:
            messages.success(request, _("La page « %(title)s » est enregistrée.") % {"title": form.changes["title"]})
            return redirect("pages:team_list")
    context = {
        "page": page,
        "form": form,
        "preview": request.POST.get("body") if is_preview else None,
        "guide": guide_of(slug),
        "blanks": described(blanks_in(page.body)),
        "may_delete": may("pages.delete", request.user, page) is None,
    }
    return render(request, "pages/team_edit.html", context, status=422 if form.errors else 200)


@team(Role.ADMINISTRATOR)
def add(request: HttpRequest) -> HttpResponse:
    """Write a page of the team's own."""
    form = PageForm(request.POST or None)
    is_preview = "preview" in request.POST
    if request.method == "POST" and form.is_valid() and not is_preview:
        try:
            page = add_page(by=request.user, **form.changes)
        except RuleBroken as error:
            form.refuse(error)
        else:
            messages.success(request, _("La page « %(title)s » est enregistrée.") % {"title": page.title})
            return redirect("pages:team_list")
    context = {"form": form, "preview": request.POST.get("body") if is_preview else None}
    return render(request, "pages/team_edit.html", context, status=422 if form.errors else 200)


@team(Role.ADMINISTRATOR)
def blanks(request: HttpRequest) -> HttpResponse:
    """Ask once for what is missing on several pages."""
    asked = described(all_blanks())
    form = BlanksForm(request.POST or None, blanks=asked, initial=suggestions())
    if request.method == "POST" and form.is_valid():
        changed = fill_blanks(by=request.user, values=form.cleaned_data)
        if changed:
            messages.success(request, _("Vos réponses sont inscrites dans les pages. Relisez-les maintenant."))
        return redirect("pages:team_list")
    return render(request, "pages/team_blanks.html", {"form": form}, status=422 if form.errors else 200)


@team(Role.ADMINISTRATOR)
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask, then remove a page of the team's own."""
    page = get_object_or_404(Page, slug=slug)
    if request.method == "POST":
        delete_page(by=request.user, page=page)
        messages.success(request, _("La page « %(title)s » est supprimée.") % {"title": page.title})
        return redirect("pages:team_list")
    return render(request, "pages/team_delete.html", {"page": page})


def _line(page: Page) -> dict[str, Any]:
    return {"page": page, "guide": guide_of(page.slug), "blanks": len(blanks_in(page.body))}

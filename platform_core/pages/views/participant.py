"""A page, as everybody reads it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from platform_core.access import public
from platform_core.pages.blanks import blanks_in
from platform_core.pages.models import WELCOME, Page
from platform_core.pages.queries import text_of


@public
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page; the text of the home page is read there."""
    if slug == WELCOME:
        return redirect("/")
    found = get_object_or_404(Page.objects.visible_to(request.user), slug=slug)
    context = {
        "page": found,
        "text": text_of(found),
        "is_being_written": bool(blanks_in(found.body)) or not found.is_complete,
        "trail": [(_("Accueil"), "/")],
    }
    return render(request, "pages/page.html", context)

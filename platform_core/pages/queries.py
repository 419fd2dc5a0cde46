"""Reads of pages."""

from __future__ import annotations

from django.utils.translation import gettext as _

from platform_core.access.actors import Actor
from platform_core.pages.blanks import blanks_in, shown
from platform_core.pages.models import WELCOME, Page
from platform_core.web.dates import long_day


def missing_pages() -> list[Page]:
    """Return the required pages that are not complete yet."""
    return list(Page.objects.filter(is_required=True, is_complete=False))


def footer_pages(actor: Actor) -> list[tuple[str, str]]:
    """Return (title, slug) of the pages named at the foot of every page."""
    return list(Page.objects.visible_to(actor).exclude(slug=WELCOME).values_list("title", "slug"))


def welcome_text() -> str:
    """Return the Markdown text of the home page, empty when the team wrote none."""
    page = Page.objects.filter(slug=WELCOME).first()
    return text_of(page) if page else ""


def text_of(page: Page) -> str:
    """Return the Markdown of a page as it is read."""
    return shown(page.body, long_day(page.updated_at), _("(à compléter)"))


def all_blanks() -> list[str]:
    """Return the names of the blanks left in all pages."""
    bodies = Page.objects.values_list("body", flat=True)
    return list(dict.fromkeys(name for body in bodies for name in blanks_in(body)))

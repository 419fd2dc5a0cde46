"""Reads of pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from platform_core.access.actors import Actor
from platform_core.pages.blanks import blanks_in, described, shown
from platform_core.pages.models import ACCESSIBILITY, WELCOME, Page
from platform_core.web.dates import long_day


class HomePages(TypedDict):
    """`welcome` is Markdown, empty when the team wrote none; `accessibility` is the statement, `None` before it exists."""

    welcome: str
    accessibility: Page | None


@dataclass(frozen=True)
class MissingPage:
    """A required page that is not complete; without blanks, it has only to be read through."""

    page: Page
    blanks: list[str]


def missing_pages() -> QuerySet[Page]:
    """Return the required pages that are not complete yet."""
    return Page.objects.filter(is_required=True, is_complete=False)


def missing_lines() -> list[MissingPage]:
    """Return those pages, each with what its text still asks for, in the words of the form."""
    return [
        MissingPage(page, [str(blank.label) for blank in described(blanks_in(page.body))]) for page in missing_pages()
    ]


def held_missing_pages() -> list[Page]:
    """Return those pages, with all the required ones kept as they are until the transaction ends."""
    return [page for page in Page.objects.filter(is_required=True).select_for_update() if not page.is_complete]


def footer_pages(actor: Actor) -> list[tuple[str, str]]:
    """Return (title, slug) of the pages named at the foot of every page."""
    return list(Page.objects.visible_to(actor).exclude(slug=WELCOME).values_list("title", "slug"))


def home_pages() -> HomePages:
    """Return what the home page says from the pages: the team's welcome, and what is true of accessibility."""
    found = {page.slug: page for page in Page.objects.filter(slug__in=[WELCOME, ACCESSIBILITY])}
    welcome = found.get(WELCOME)
    return {"welcome": text_of(welcome) if welcome else "", "accessibility": found.get(ACCESSIBILITY)}


def text_of(page: Page) -> str:
    """Return the Markdown of a page as it is read."""
    return shown(page.body, long_day(page.updated_at), _("(à compléter)"))


def all_blanks() -> list[str]:
    """Return the names of the blanks left in all pages."""
    bodies = Page.objects.values_list("body", flat=True)
    return list(dict.fromkeys(name for body in bodies for name in blanks_in(body)))

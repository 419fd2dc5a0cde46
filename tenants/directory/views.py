"""Home page, directory with its map, legal pages, and what robots read."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from platform_core.access import public
from platform_core.scope import absolute_url
from tenants.directory.content.loader import legal_text
from tenants.directory.forms import SearchForm
from tenants.directory.queries import communes_meant, figures, listed_spaces, newest_spaces
from tenants.directory.registry import public_pages
from tenants.opening.content.loader import charter
from tenants.spaces.models import Kind, Space
from tenants.territory import queries as territory

PER_PAGE = 24
NEAR = 3  # communes offered when a search names them
ON_THE_MAP = 1000  # points; more would be a blot


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what the commons is, and lead to opening a space or to finding one's own."""
    return render(request, "directory/home.html", {"figures": figures(), "spaces": newest_spaces()})


@public
@require_safe
def spaces(request: HttpRequest) -> HttpResponse:
    """Search the directory; the map shows what the whole list says."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = listed_spaces(q=asked.get("q", ""), kind=asked.get("kind", ""), commune=request.GET.get("commune", "")[:5])
    context = {
        "form": form,
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "points": _points(found),
        "chips": _chips(request, asked),
        "place": territory.commune(request.GET.get("commune", "")[:5]),
        "near": communes_meant(asked.get("q", ""))[:NEAR],
    }
    return render(request, "directory/spaces.html", context)


@public
@require_safe
def charter_page(request: HttpRequest) -> HttpResponse:
    """Show the charter in force."""
    return render(request, "directory/charter.html", {"charter": charter()})


@public
@require_safe
def legal_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one of the platform's legal pages."""
    return render(request, "directory/page.html", {"page": legal_text(slug)})


@public
@require_safe
@cache_control(public=True, max_age=3600)
def robots(_request: HttpRequest) -> HttpResponse:
    """Tell robots what not to visit."""
    closed = [reverse("opening:start"), "/operateur/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Allow: {closed[0]}$"]
    lines.append(f"Sitemap: {absolute_url(reverse('directory:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the platform's public pages; each space has its own."""
    urls = [absolute_url(reverse(name)) for name in public_pages()]
    return render(request, "directory/sitemap.xml", {"urls": urls}, content_type="application/xml")


def _points(found: QuerySet[Space]) -> list[dict[str, Any]]:
    """Return the points of the map, which gathers those that are too close."""
    placed = found.exclude(latitude=None).exclude(longitude=None)[:ON_THE_MAP]
    return [
        {
            "lat": space.latitude,
            "lng": space.longitude,
            "title": space.name,
            "url": space.url,
            "text": str(Kind(space.kind).label),
        }
        for space in placed
    ]


def _chips(request: HttpRequest, asked: dict[str, str]) -> list[dict[str, str]]:
    labels = {"q": asked.get("q", ""), "kind": str(dict(Kind.choices).get(asked.get("kind", ""), ""))}
    place = territory.commune(request.GET.get("commune", "")[:5])
    labels["commune"] = place.name if place else ""
    chosen = {name: request.GET.get(name, "") for name, label in labels.items() if label}
    return [
        {"label": labels[name], "url": "?" + urlencode({key: value for key, value in chosen.items() if key != name})}
        for name in chosen
    ]

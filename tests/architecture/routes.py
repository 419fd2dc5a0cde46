"""Every address of the platform and of a space, with the view behind it and to whom it is open."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern
from django.utils.module_loading import import_string

from platform_core.access import Access
from platform_core.access.middleware import access_of

URLCONFS = ("deploy.urls.space", "deploy.urls.platform")
SAMPLES = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000001", "slug": "exemple", "str": "exemple"}


@dataclass(frozen=True)
class Route:
    """One address: where it is declared, a plausible path, its qualified name, its view."""

    urlconf: str
    path: str
    name: str
    view: Callable[..., HttpResponse]

    @property
    def access(self) -> Access | None:
        """Return to whom it is open: what the view declares, or the written list for views that are not ours."""
        return access_of(self.view) or third_party().get(self.name)

    def __str__(self) -> str:
        return f"{self.urlconf.rpartition('.')[2]} {self.path} ({self.name})"


def third_party() -> dict[str, Access]:
    """Return the written list of views that are not ours, by qualified name."""
    listed: dict[str, Access] = import_string(settings.THIRD_PARTY_ACCESS)
    return listed


def routes() -> list[Route]:
    """Return every route of both hosts."""
    return [route for urlconf in URLCONFS for route in _walk(urlconf, get_resolver(urlconf), "/", ())]


def _walk(urlconf: str, resolver: URLResolver, prefix: str, namespaces: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        path = prefix + _sample(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Route(urlconf, path, ":".join([*namespaces, entry.name or ""]), entry.callback)
        else:
            inside = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(urlconf, entry, path, inside)


def _sample(pattern: object) -> str:
    """Return a path that a pattern accepts, values in place of its parameters."""
    if isinstance(pattern, RegexPattern):
        plain = re.sub(r"\(\?P<\w+>((?:[^()]|\([^()]*\))*)\)", lambda found: _value(found[1]), str(pattern))
        return re.sub(r"\(\?:[^()]*\)\?|[\^$]|/\?|\\", "", plain).replace("//", "/")
    if isinstance(pattern, RoutePattern):
        return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "exemple"), str(pattern))
    return str(pattern)  # a prefix by language


def _value(expression: str) -> str:
    """Return the first sample that a regular expression accepts, or a text that the tests will report."""
    return next((value for value in (*SAMPLES.values(), "000000") if re.fullmatch(expression, value)), "no-sample")

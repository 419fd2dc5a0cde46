"""The description of the API, the page that shows it, and the answer where there is nothing."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from platform_core.access import public
from platform_core.api.manual import manual
from platform_core.api.resources import Resource
from platform_core.api.schema import description
from platform_core.scope import absolute_url, in_space

PREFIX = "/api/v1/"


@public
class Schema(Resource):
    """The OpenAPI 3 description of this host's API."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """Give it as JSON."""
        return Response(description(getattr(request, "urlconf", None)))


@public
def docs(request: HttpRequest) -> HttpResponse:
    """Show the description in words, then as a form in which one can try; everything it needs is served from here."""
    told = description(getattr(request, "urlconf", None))
    context = {
        "base": "web/base_space.html" if in_space() else "web/base_platform.html",
        "in_space": in_space(),
        "introduction": told["info"]["description"],
        "groups": manual(told),
        "address": absolute_url(PREFIX),
    }
    return render(request, "api/docs.html", context)


@public
class Nothing(Resource):
    """Where no address of the API is: 404 in JSON, or the same address with the slash it lacks."""

    @extend_schema(exclude=True)
    def get(self, request: Request, rest: str = "") -> Response:
        """Say that nothing is here."""
        raise Http404

    post = put = patch = delete = get

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Lead to the address with its slash, method and body kept."""
        if not request.path.endswith("/"):
            query = request.META.get("QUERY_STRING", "")
            target = f"{request.path}/" + (f"?{query}" if query else "")
            return HttpResponsePermanentRedirect(target, preserve_request=True)
        return super().dispatch(request, *args, **kwargs)

"""Pages of a list: `page` from 1, `size` up to 100; anything else than numbers is refused."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request

from platform_core.api.reading import checked
from platform_core.scope import absolute_url

USUAL, LARGEST = 20, 100  # lines


class PageQuery(serializers.Serializer[Any]):
    """What chooses a page in a query string."""

    page = serializers.IntegerField(min_value=1, default=1, help_text=_("Numéro de la page, à partir de 1."))
    size = serializers.IntegerField(
        min_value=1, default=USUAL, help_text=_("Nombre de lignes par page ; au-delà de 100, 100.")
    )


@dataclass(frozen=True)
class Window:
    """A page that was asked for."""

    page: int
    size: int

    @property
    def start(self) -> int:
        """Return the number of lines before it."""
        return (self.page - 1) * self.size


def window(request: Request) -> Window:
    """Return the page that the address asks for. Raises `ValidationError` for what is not a page."""
    asked = checked(PageQuery, request.query_params)
    return Window(asked["page"], min(asked["size"], LARGEST))


def paged(request: Request, rows: QuerySet[Any], represent: Callable[[Sequence[Any]], list[Any]]) -> dict[str, Any]:
    """Return one page of rows, each written by `represent`; one past the last is empty. Two queries."""
    asked = window(request)
    count = rows.count()
    found = list(rows[asked.start : asked.start + asked.size]) if asked.start < count else []
    return envelope(request, asked, count, represent(found))


def envelope(request: Request, asked: Window, count: int, results: list[Any]) -> dict[str, Any]:
    """Return what surrounds the lines of a page: how many there are in all, and where the next ones are."""
    pages = math.ceil(count / asked.size)
    return {
        "count": count,
        "page": asked.page,
        "pages": pages,
        "size": asked.size,
        "next": _address(request, asked.page + 1) if asked.page < pages else None,
        "previous": _address(request, min(asked.page - 1, pages)) if asked.page > 1 and pages else None,
        "results": results,
    }


def page_of(line: type[serializers.BaseSerializer[Any]]) -> type[serializers.Serializer[Any]]:
    """Return the serializer of a page of such lines, for the schema."""
    name = line.__name__.removesuffix("Serializer")
    fields = {
        "count": serializers.IntegerField(help_text=_("Nombre de lignes en tout.")),
        "page": serializers.IntegerField(),
        "pages": serializers.IntegerField(),
        "size": serializers.IntegerField(),
        "next": serializers.URLField(allow_null=True, help_text=_("Adresse de la page suivante.")),
        "previous": serializers.URLField(allow_null=True),
        "results": line(many=True),
    }
    return type(f"{name}PageSerializer", (serializers.Serializer,), fields)


def example_page(line: Any) -> dict[str, Any]:
    """Return a page that holds one line, for the documentation."""
    return {"count": 1, "page": 1, "pages": 1, "size": USUAL, "next": None, "previous": None, "results": [line]}


def _address(request: Request, page: int) -> str:
    query = request.query_params.copy()
    query["page"] = str(page)
    return absolute_url(f"{request.path}?{query.urlencode()}")

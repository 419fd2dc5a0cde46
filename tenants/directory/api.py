"""The public directory through the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from platform_core.access import public
from platform_core.api.documented import documented
from platform_core.api.paging import PageQuery, example_page, page_of, paged
from platform_core.api.reading import checked
from platform_core.api.resources import Resource
from tenants.directory.queries import listed_spaces
from tenants.spaces.models import Kind, Space, State

EXAMPLE = {
    "name": "Ville de Lille",
    "url": "https://lille.example.org/",
    "kind": "commune",
    "organisation": "Ville de Lille",
    "tagline": "",
    "insee": "59350",
    "postcode": "59000",
    "latitude": 50.63,
    "longitude": 3.05,
    "opened_at": "2026-05-18T09:00:00+02:00",
    "archived": False,
}


class SpaceSerializer(serializers.Serializer[Any]):
    """An open space: who runs it, where it is."""

    name = serializers.CharField()
    url = serializers.URLField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    organisation = serializers.CharField()
    tagline = serializers.CharField(allow_blank=True)
    insee = serializers.CharField(allow_blank=True, help_text=_("Code INSEE de la commune."))
    postcode = serializers.CharField(allow_blank=True)
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    opened_at = serializers.DateTimeField(allow_null=True)
    archived = serializers.SerializerMethodField(
        help_text=_("Vrai pour un espace qui se lit encore et où l’on ne participe plus.")
    )

    def get_archived(self, space: Space) -> bool:
        """Tell whether the space is archived."""
        return space.state == State.ARCHIVED


class SpaceQuery(PageQuery):
    """Filters of the directory."""

    q = serializers.CharField(
        required=False, allow_blank=True, max_length=80, help_text=_("Nom, organisme, commune ou code postal.")
    )
    kind = serializers.ChoiceField(required=False, choices=Kind.choices, help_text=_("Type d’organisme."))
    postcode = serializers.RegexField(r"^\d{5}$", required=False, help_text=_("Code postal."))
    commune = serializers.RegexField(
        r"^\d[\dAB]\d{3}$",
        required=False,
        help_text=_("Code INSEE : les espaces de ses habitants, le plus proche d’abord."),
    )


@public
class Spaces(Resource):
    """The spaces that are open and chose to be shown."""

    @documented(
        "spaces_list",
        tag=_("Annuaire"),
        summary=_("Lister les espaces"),
        description=_("L’annuaire public, par ordre alphabétique. Chaque espace a sa propre API à son adresse."),
        query=SpaceQuery,
        answer={200: page_of(SpaceSerializer)},
        examples={"answer": example_page(EXAMPLE)},
    )
    def get(self, request: Request) -> Response:
        """List them."""
        asked = checked(SpaceQuery, request.query_params)
        words = " ".join(filter(None, [asked.get("q", ""), asked.get("postcode", "")]))
        rows = listed_spaces(q=words, kind=asked.get("kind", ""), commune=asked.get("commune", ""))
        return Response(paged(request, rows, _lines))


def _lines(page: Sequence[Space]) -> list[Any]:
    return list(SpaceSerializer(page, many=True).data)

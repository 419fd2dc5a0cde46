"""Who is calling."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from platform_core.access import signed_in
from platform_core.accounts.views.person import person
from platform_core.api.documented import documented
from platform_core.api.models import ApiToken
from platform_core.api.resources import Resource
from platform_core.api.scopes import Scope


class StructureSerializer(serializers.Serializer[Any]):
    """An organisation on whose behalf one may contribute."""

    id = serializers.IntegerField(help_text=_("À donner dans « structure » pour contribuer en son nom."))
    name = serializers.CharField()


class TokenSerializer(serializers.Serializer[Any]):
    """The token at hand."""

    name = serializers.CharField()
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=Scope.choices))
    expires_at = serializers.DateTimeField()


class MeSerializer(serializers.Serializer[Any]):
    """An account, as its owner may need it: no address, no number."""

    public_name = serializers.CharField(allow_blank=True)
    about = serializers.CharField(allow_blank=True)
    language = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    structures = StructureSerializer(many=True)
    token = TokenSerializer(allow_null=True, help_text=_("Le jeton employé ; rien pour une session."))


@signed_in
class Me(Resource):
    """One's own account."""

    @documented(
        "me",
        tag=_("Compte"),
        summary=_("Mon compte"),
        description=_("Le compte et le jeton avec lesquels vous appelez."),
        answer={200: MeSerializer},
        examples={
            "answer": {
                "public_name": "Camille",
                "about": "",
                "language": "fr",
                "roles": [],
                "structures": [{"id": 4, "name": "Les Ateliers du Nord"}],
                "token": {"name": "Site", "scopes": ["read"], "expires_at": "2027-01-31T09:00:00+01:00"},
            }
        },
    )
    def get(self, request: Request) -> Response:
        """Say who is calling."""
        owner = person(request)
        shown = {
            "public_name": owner.public_name,
            "about": owner.about,
            "language": owner.language,
            "roles": owner.roles,
            "structures": owner.structures.all(),
            "token": request.auth if isinstance(request.auth, ApiToken) else None,
        }
        return Response(MeSerializer(shown).data)

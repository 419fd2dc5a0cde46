"""Supports through the API."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from consultations.capabilities.supports.operations import add_support, remove_support
from consultations.capabilities.supports.queries import prepare
from consultations.process.api.parts import Part, register_part
from consultations.process.models import Contribution
from platform_core.access import public
from platform_core.access.actors import Actor
from platform_core.api.documented import documented
from platform_core.api.resources import Resource

ABILITIES = ("supports.add", "supports.remove")


class SupportSerializer(serializers.Serializer[Any]):
    """Where one's support is."""

    supported = serializers.BooleanField()
    supports_count = serializers.IntegerField(allow_null=True, help_text=_("Rien tant que ce nombre est caché."))


@public
class OneSupport(Resource):
    """One's support of a contribution, or of a comment."""

    @documented(
        "support_give",
        tag=_("Soutiens"),
        summary=_("Soutenir"),
        description=_("Soutenir deux fois ne compte qu’une fois."),
        answer={200: SupportSerializer},
        examples={"answer": {"supported": True, "supports_count": 58}},
    )
    def put(self, request: Request, pk: int) -> Response:
        """Support."""
        contribution = _visible(request.user, pk)
        add_support(by=request.user, contribution=contribution)
        return _state(contribution, supported=True)

    @documented(
        "support_take_back",
        tag=_("Soutiens"),
        summary=_("Retirer son soutien"),
        answer={200: SupportSerializer},
        examples={"answer": {"supported": False, "supports_count": 57}},
    )
    def delete(self, request: Request, pk: int) -> Response:
        """Take one's support back."""
        contribution = _visible(request.user, pk)
        remove_support(by=request.user, contribution=contribution)
        return _state(contribution, supported=False)


def _visible(actor: Actor, pk: int) -> Contribution:
    return get_object_or_404(Contribution.objects.visible_to(actor).select_related("step__consultation"), pk=pk)


def _state(contribution: Contribution, *, supported: bool) -> Response:
    count = contribution.supports_count if contribution.step.supports_shown else None
    return Response(SupportSerializer({"supported": supported, "supports_count": count}).data)


def _supported() -> serializers.BooleanField:
    return serializers.BooleanField(
        source="supported_by_me", read_only=True, help_text=_("Si vous la soutenez ; faux pour un visiteur.")
    )


def declare() -> None:
    """Add to contributions whether one supports them, and whether one may."""
    register_part(Part("supports", fields={"supported": _supported}, prepare=prepare, abilities=ABILITIES))

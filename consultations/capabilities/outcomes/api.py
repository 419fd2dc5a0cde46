"""Official answers through the API."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from consultations.capabilities.outcomes.models import Fate
from consultations.capabilities.outcomes.operations import answer_contribution
from consultations.capabilities.outcomes.queries import NONE, answers_to, of_fate, with_fate
from consultations.process.api.parts import Filter, Part, register_part
from consultations.process.models import Contribution
from platform_core.access import public, require
from platform_core.access.actors import Actor
from platform_core.api.documented import documented
from platform_core.api.reading import checked
from platform_core.api.resources import Resource
from platform_core.api.scopes import Scope

UNANSWERED = "none"


class OfficialAnswerSerializer(serializers.Serializer[Any]):
    """An official answer."""

    fate = serializers.ChoiceField(choices=Fate.choices)
    body = serializers.CharField(max_length=10_000, help_text=_("Les raisons, en Markdown."))
    answered_by = serializers.CharField(required=False, allow_blank=True, max_length=200, help_text=_("Au nom de."))
    at = serializers.DateTimeField(read_only=True)
    is_current = serializers.BooleanField(read_only=True)


@public
class OfficialAnswers(Resource):
    """The official answers to a contribution."""

    write_scope = Scope.TEAM

    @documented(
        "answers_add",
        tag=_("Réponses officielles"),
        summary=_("Répondre officiellement"),
        description=_("Donne une suite et ses raisons ; l’auteur et les soutiens sont prévenus. Pour l’équipe."),
        body=OfficialAnswerSerializer,
        answer={201: OfficialAnswerSerializer},
        examples={
            "body": {"fate": "accepted", "body": _("Les bancs seront posés au printemps.")},
            "answer": {
                "fate": "accepted",
                "body": _("Les bancs seront posés au printemps."),
                "answered_by": _("La direction des parcs"),
                "at": "2026-06-20T11:00:00+02:00",
                "is_current": True,
            },
        },
    )
    def post(self, request: Request, pk: int) -> Response:
        """Answer."""
        visible = Contribution.objects.visible_to(request.user).select_related("step__consultation")
        contribution = get_object_or_404(visible, pk=pk)
        require("outcomes.answer", request.user, contribution)
        values = checked(OfficialAnswerSerializer, request.data)
        answer = answer_contribution(by=request.user, contribution=contribution, **values)
        return Response(OfficialAnswerSerializer(answer).data, status=status.HTTP_201_CREATED)


def _fate() -> serializers.ChoiceField:
    return serializers.ChoiceField(
        choices=Fate.choices,
        read_only=True,
        allow_null=True,
        help_text=_("Suite donnée ; rien tant qu’on n’a pas répondu."),
    )


def _answers() -> serializers.Serializer[Any]:
    return OfficialAnswerSerializer(many=True, read_only=True, source="official_answers")


def _asked() -> serializers.ChoiceField:
    choices = [*Fate.choices, (UNANSWERED, _("Sans réponse"))]
    return serializers.ChoiceField(choices=choices, required=False, help_text=_("Suite donnée."))


def _read_answers(contribution: Contribution, _actor: Actor) -> None:
    contribution.official_answers = answers_to(contribution)  # type: ignore[attr-defined]  # read by the field


def declare() -> None:
    """Add to contributions what became of them, and the filter."""
    keep = Filter("fate", _asked, lambda rows, fate: of_fate(rows, NONE if fate == UNANSWERED else fate))
    register_part(
        Part(
            "outcomes",
            fields={"fate": _fate},
            more={"answers": _answers},
            annotate=with_fate,
            prepare_one=_read_answers,
            filters=(keep,),
            abilities=("outcomes.answer",),
        )
    )

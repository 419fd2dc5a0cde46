"""Consultations, steps and themes, read only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from consultations.process.api import examples
from consultations.process.api.describing import (
    ConsultationDetailSerializer,
    ConsultationSerializer,
    StepSerializer,
    ThemeDetailSerializer,
    ThemeSerializer,
    consultation_detail,
    consultation_line,
    step_lines,
    theme_detail,
    theme_line,
)
from consultations.process.models import Consultation, Phase, Step, Theme
from consultations.process.queries.public import (
    found,
    in_phase,
    listed,
    steps_with_extensions,
    themes_with_counts,
    whole,
)
from platform_core.access import public
from platform_core.access.actors import Actor
from platform_core.api.documented import documented
from platform_core.api.paging import PageQuery, example_page, page_of, paged
from platform_core.api.reading import checked
from platform_core.api.resources import Resource

TAG = _("Concertations")
PHASES = {one.name.lower(): one for one in (Phase.OPEN, Phase.UPCOMING, Phase.OVER)}


class ConsultationQuery(PageQuery):
    """Filters of the list of consultations."""

    q = serializers.CharField(required=False, allow_blank=True, max_length=100, help_text=_("Mots à chercher."))
    phase = serializers.ChoiceField(
        required=False, choices=[(name, one.label) for name, one in PHASES.items()], help_text=_("Où elle en est.")
    )


class InConsultationQuery(PageQuery):
    """Filter of the lists of themes and of steps."""

    consultation = serializers.IntegerField(required=False, help_text=_("Numéro de la concertation."))


class StepQuery(InConsultationQuery):
    """Filters of the list of steps."""

    modality = serializers.SlugField(required=False, help_text=_("Façon de participer."))


@public
class Consultations(Resource):
    """The consultations of the space."""

    @documented(
        "consultations_list",
        tag=TAG,
        summary=_("Lister les concertations"),
        description=_("Les concertations que vous pouvez voir, les plus récentes d’abord."),
        query=ConsultationQuery,
        answer={200: page_of(ConsultationSerializer)},
        examples={"answer": example_page(examples.CONSULTATION)},
    )
    def get(self, request: Request) -> Response:
        """List them."""
        asked = checked(ConsultationQuery, request.query_params)
        rows = listed(request.user)
        if "phase" in asked:
            rows = in_phase(rows, PHASES[asked["phase"]])
        rows = found(rows, asked.get("q", ""))
        if not rows.query.order_by:
            rows = rows.order_by("-published_at", "-pk")
        return Response(paged(request, rows, lambda page: [consultation_line(one) for one in page]))


@public
class OneConsultation(Resource):
    """One consultation."""

    @documented(
        "consultations_read",
        tag=TAG,
        summary=_("Lire une concertation"),
        description=_("Ses cinq ingrédients, ses étapes et ses thèmes."),
        answer={200: ConsultationDetailSerializer},
        examples={"answer": examples.CONSULTATION_WHOLE},
    )
    def get(self, request: Request, pk: int) -> Response:
        """Show it whole."""
        shown = get_object_or_404(whole(request.user), pk=pk)
        return Response(consultation_detail(shown, request.user))


@public
class Steps(Resource):
    """The steps of the consultations."""

    @documented(
        "steps_list",
        tag=TAG,
        summary=_("Lister les étapes"),
        query=StepQuery,
        answer={200: page_of(StepSerializer)},
        examples={"answer": example_page(examples.STEP)},
    )
    def get(self, request: Request) -> Response:
        """List them in the order of their opening."""
        rows = visible_steps(request.user).order_by("opens_at", "pk")
        asked = checked(StepQuery, request.query_params)
        if "modality" in asked:
            rows = rows.filter(modality=asked["modality"])
        return Response(paged(request, _within(request, rows), lambda page: step_lines(page, request.user)))


@public
class OneStep(Resource):
    """One step."""

    @documented(
        "steps_read",
        tag=TAG,
        summary=_("Lire une étape"),
        answer={200: StepSerializer},
        examples={"answer": examples.STEP},
    )
    def get(self, request: Request, pk: int) -> Response:
        """Show it."""
        step = get_object_or_404(visible_steps(request.user), pk=pk)
        return Response(step_lines([step], request.user)[0])


@public
class Themes(Resource):
    """The themes of the consultations."""

    @documented(
        "themes_list",
        tag=TAG,
        summary=_("Lister les thèmes"),
        query=InConsultationQuery,
        answer={200: page_of(ThemeSerializer)},
        examples={"answer": example_page(examples.THEME)},
    )
    def get(self, request: Request) -> Response:
        """List them in their order."""
        rows = visible_themes(request.user).order_by("consultation_id", "order", "pk")
        return Response(paged(request, _within(request, rows), _theme_lines))


@public
class OneTheme(Resource):
    """One theme."""

    @documented(
        "themes_read",
        tag=TAG,
        summary=_("Lire un thème"),
        description=_("Avec son dossier, en Markdown, et ses sources."),
        answer={200: ThemeDetailSerializer},
        examples={"answer": {**examples.THEME, "briefing": _("## État des lieux"), "sources": ""}},
    )
    def get(self, request: Request, pk: int) -> Response:
        """Show it with its briefing."""
        return Response(theme_detail(get_object_or_404(visible_themes(request.user), pk=pk)))


def visible_steps(actor: Actor) -> QuerySet[Step]:
    """Return the steps of the consultations that an actor may see."""
    seen = Consultation.objects.visible_to(actor)
    return steps_with_extensions().select_related("consultation").filter(consultation__in=seen)


def visible_themes(actor: Actor) -> QuerySet[Theme]:
    """Return the themes of the consultations that an actor may see."""
    return themes_with_counts().filter(consultation__in=Consultation.objects.visible_to(actor))


def _theme_lines(page: Sequence[Theme]) -> list[Any]:
    return [theme_line(one) for one in page]


def _within(request: Request, rows: QuerySet[Any]) -> QuerySet[Any]:
    asked = checked(InConsultationQuery, request.query_params)
    return rows.filter(consultation_id=asked["consultation"]) if "consultation" in asked else rows

"""How consultations, steps and themes are described: each field by name, nothing that was not chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from consultations.process.api.fields import (
    AbilitySerializer,
    CodeSerializer,
    Data,
    FigureSerializer,
    PictureSerializer,
    ReferenceSerializer,
    picture_of,
)
from consultations.process.api.kinds import kind_of
from consultations.process.modality import figures_of, modalities
from consultations.process.models import Consultation, Step, Theme
from platform_core.access import may
from platform_core.access.actors import Actor
from platform_core.scope import absolute_url


class ConsultationSerializer(serializers.Serializer[Any]):
    """A consultation in a list."""

    id = serializers.IntegerField()
    slug = serializers.SlugField()
    url = serializers.URLField(help_text=_("Adresse de sa page."))
    title = serializers.CharField()
    subject = serializers.CharField(help_text=_("Le sujet en une phrase."))
    phase = CodeSerializer()
    opens_at = serializers.DateTimeField(allow_null=True)
    closes_at = serializers.DateTimeField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    contributions_count = serializers.IntegerField(help_text=_("Contributions publiques, commentaires compris."))
    picture = PictureSerializer(allow_null=True)


class PartnerSerializer(serializers.Serializer[Any]):
    """An organisation of the co-steering."""

    organisation = serializers.CharField()
    person = serializers.CharField(allow_blank=True)
    part = serializers.CharField(allow_blank=True)


class OutcomeSerializer(serializers.Serializer[Any]):
    """What residents are promised."""

    expected = serializers.CharField(help_text=_("Le résultat attendu, en Markdown."))
    answered_by = serializers.CharField(help_text=_("Qui répondra."))
    answer_due_on = serializers.DateField(allow_null=True, help_text=_("Au plus tard le."))
    next_steps = serializers.CharField(allow_blank=True)


class ExtensionSerializer(serializers.Serializer[Any]):
    """An end moved later, with its reason."""

    reason = serializers.CharField()
    old_end = serializers.DateTimeField()
    new_end = serializers.DateTimeField()
    at = serializers.DateTimeField()


class StepSerializer(serializers.Serializer[Any]):
    """A dated step."""

    id = serializers.IntegerField()
    consultation = serializers.IntegerField()
    url = serializers.URLField(help_text=_("Adresse de sa page."))
    modality = CodeSerializer(help_text=_("Façon de participer."))
    title = serializers.CharField()
    intro = serializers.CharField(allow_blank=True, help_text=_("La consigne, en Markdown."))
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    moment = CodeSerializer(help_text=_("À venir, en cours ou terminée : calculé à chaque lecture."))
    is_open = serializers.BooleanField()
    comments_enabled = serializers.BooleanField()
    supports_enabled = serializers.BooleanField()
    supports_shown = serializers.BooleanField(help_text=_("Faux tant que le nombre de soutiens est caché."))
    extensions = ExtensionSerializer(many=True)
    figures = FigureSerializer(many=True)
    abilities = serializers.DictField(child=AbilitySerializer())


class ThemeSerializer(serializers.Serializer[Any]):
    """A theme in a list."""

    id = serializers.IntegerField()
    consultation = serializers.IntegerField()
    slug = serializers.SlugField()
    title = serializers.CharField()
    summary = serializers.CharField(allow_blank=True)
    contributions_count = serializers.IntegerField()
    picture = PictureSerializer(allow_null=True)


class ThemeDetailSerializer(ThemeSerializer):
    """A theme with its briefing."""

    briefing = serializers.CharField(allow_blank=True, help_text=_("Le dossier, en Markdown."))
    sources = serializers.CharField(allow_blank=True)


class ConsultationDetailSerializer(ConsultationSerializer):
    """A consultation whole: its contract with residents."""

    description = serializers.CharField(allow_blank=True, help_text=_("Présentation, en Markdown."))
    co_steering = PartnerSerializer(many=True, help_text=_("Copilotage."))
    outcome = OutcomeSerializer(help_text=_("Attendu."))
    closing_reason = serializers.CharField(allow_blank=True)
    previous_edition = ReferenceSerializer(allow_null=True)
    steps = StepSerializer(many=True, help_text=_("Calendrier et modalités."))
    themes = ThemeSerializer(many=True)


def consultation_line(consultation: Any) -> Data:
    """Return a consultation of `listed` as a list gives it."""
    opens_at, closes_at = consultation.opens_at, consultation.closes_at
    facts = _consultation(consultation, opens_at, closes_at, consultation.contributions_count)
    return dict(ConsultationSerializer(facts).data)


def consultation_detail(consultation: Any, actor: Actor) -> Data:
    """Return a consultation of `whole` with its five ingredients."""
    steps, themes = list(consultation.steps.all()), list(consultation.themes.all())
    facts = _consultation(
        consultation,
        min((step.opens_at for step in steps), default=None),
        max((step.closes_at for step in steps), default=None),
        consultation.contributions.public().count(),
    )
    known = {**facts, **_contract(consultation, actor), "steps": [], "themes": []}
    data = dict(ConsultationDetailSerializer(known).data)
    return data | {"steps": step_lines(steps, actor), "themes": [theme_line(one) for one in themes]}


def _contract(consultation: Any, actor: Actor) -> Data:
    earlier = consultation.previous_edition
    is_seen = earlier is not None and Consultation.objects.visible_to(actor).filter(pk=earlier.pk).exists()
    return {
        "description": consultation.description,
        "co_steering": consultation.co_steering,
        "outcome": {
            "expected": consultation.outcome,
            "answered_by": consultation.answered_by,
            "answer_due_on": consultation.answer_due_on,
            "next_steps": consultation.next_steps,
        },
        "closing_reason": consultation.closing_reason,
        "previous_edition": earlier if is_seen else None,
    }


def step_lines(steps: Sequence[Any], actor: Actor) -> list[Data]:
    """Return steps (of `steps_with_extensions`), their figures asked all at once."""
    figures = figures_of(steps)
    labels = {one.slug: one for one in modalities()}
    return [_step(step, actor, figures.get(step.pk, []), labels[step.modality]) for step in steps]


def theme_line(theme: Any) -> Data:
    """Return a theme of `themes_with_counts` as a list gives it."""
    return dict(ThemeSerializer(_theme(theme)).data)


def theme_detail(theme: Any) -> Data:
    """Return a theme of `themes_with_counts` with its briefing."""
    more = {"briefing": theme.briefing, "sources": theme.sources}
    return dict(ThemeDetailSerializer(_theme(theme) | more).data)


def _consultation(consultation: Consultation, opens_at: Any, closes_at: Any, count: int | None) -> Data:
    return {
        "id": consultation.pk,
        "slug": consultation.slug,
        "url": absolute_url(reverse("process:consultation", args=[consultation.slug])),
        "title": consultation.title,
        "subject": consultation.subject,
        "phase": {"code": consultation.phase.name.lower(), "label": consultation.phase.label},
        "opens_at": opens_at,
        "closes_at": closes_at,
        "published_at": consultation.published_at,
        "contributions_count": count or 0,
        "picture": picture_of(consultation.picture),
    }


def _step(step: Any, actor: Actor, figures: Sequence[Any], modality: Any) -> Data:
    shown = {
        **{name: getattr(step, name) for name in SAME},
        "id": step.pk,
        "consultation": step.consultation_id,
        "url": absolute_url(modality.step_url(step)),
        "modality": {"code": modality.slug, "label": modality.label},
        "moment": {"code": step.moment.value, "label": step.moment.label},
        "extensions": step.extended,
        "figures": figures,
        "abilities": _abilities(step, actor),
    }
    return dict(StepSerializer(shown).data)


SAME = ("title", "intro", "opens_at", "closes_at", "is_open", "comments_enabled", "supports_enabled", "supports_shown")


def _abilities(step: Step, actor: Actor) -> Data:
    kind = kind_of(step)
    if kind is None:
        return {}
    denial = may(kind.permission, actor, step)
    return {
        "contribute": {
            "allowed": denial is None,
            "code": denial.code if denial else None,
            "reason": str(denial.reason) if denial else None,
        }
    }


def _theme(theme: Theme) -> Data:
    return {
        "id": theme.pk,
        "consultation": theme.consultation_id,
        "slug": theme.slug,
        "title": theme.title,
        "summary": theme.summary,
        "contributions_count": getattr(theme, "contributions_count", 0),
        "picture": picture_of(theme.picture),
    }

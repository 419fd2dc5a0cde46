"""How a contribution is described, whatever its kind; capabilities add their part. Never an account's number or address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from consultations.process.api.fields import AbilitySerializer, Data, DetailsField, ReferenceSerializer, file_url
from consultations.process.api.kinds import related_tables
from consultations.process.api.parts import parts
from consultations.process.modality import contribution_url
from consultations.process.models import Attachment, Contribution, Status
from platform_core.access import abilities
from platform_core.access.actors import Actor
from platform_core.concurrency import fingerprint
from platform_core.scope import absolute_url

OWN_ABILITIES = ("contributions.edit", "contributions.withdraw")
WRITTEN = ("title", "body", "theme", "structure", "insee", "latitude", "longitude", "status")


class AuthorSerializer(serializers.Serializer[Any]):
    """Who signs a contribution."""

    name = serializers.CharField(source="signature", help_text=_("Nom public, ou nom de la structure."))
    is_structure = serializers.SerializerMethodField()

    def get_is_structure(self, contribution: Contribution) -> bool:
        """Tell whether an organisation speaks."""
        return contribution.structure_id is not None


class NamedSerializer(serializers.Serializer[Any]):
    """An organisation."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class CommuneSerializer(serializers.Serializer[Any]):
    """The commune a contribution is about."""

    insee = serializers.CharField()
    name = serializers.CharField(source="place")

    def to_representation(self, instance: Contribution) -> Data | None:  # type: ignore[override]  # the schema says that it may be null
        """Return nothing where there is no commune."""
        return super().to_representation(instance) if instance.insee else None


class ContributionSerializer(serializers.Serializer[Any]):
    """A contribution in a list."""

    id = serializers.IntegerField(source="pk")
    kind = serializers.CharField()
    url = serializers.SerializerMethodField(help_text=_("Adresse de sa page."))
    consultation = ReferenceSerializer()
    step = ReferenceSerializer()
    theme = ReferenceSerializer(allow_null=True)
    title = serializers.CharField(allow_blank=True)
    body = serializers.CharField(help_text=_("Le texte, en Markdown."))
    author = AuthorSerializer(source="*")
    structure = NamedSerializer(allow_null=True)
    commune = CommuneSerializer(source="*", allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    status = serializers.ChoiceField(choices=Status.choices)
    published_at = serializers.DateTimeField(allow_null=True)
    edited_at = serializers.DateTimeField(allow_null=True)
    comments_count = serializers.IntegerField()
    supports_count = serializers.SerializerMethodField(help_text=_("Rien tant que ce nombre est caché."))
    details = DetailsField(read_only=True, help_text=_("Ce que seule cette sorte de contribution a."))

    def get_fields(self) -> dict[str, Any]:
        """Add the fields of capabilities."""
        added = {name: make() for part in parts() for name, make in part.fields.items()}
        return {**super().get_fields(), **added}

    def get_url(self, contribution: Contribution) -> str:
        """Return the address of its page."""
        return absolute_url(contribution_url(contribution))

    def get_supports_count(self, contribution: Contribution) -> int | None:
        """Return the number of supports, unless it is hidden until the end."""
        return contribution.supports_count if contribution.step.supports_shown else None


class AttachmentSerializer(serializers.Serializer[Any]):
    """A picture or a document."""

    name = serializers.CharField(source="file.name")
    content_type = serializers.CharField(source="file.content_type")
    size = serializers.IntegerField(source="file.size", help_text=_("Octets."))
    description = serializers.CharField(allow_blank=True)
    url = serializers.SerializerMethodField()

    def get_url(self, attachment: Any) -> str:
        """Return where it is read."""
        return file_url(attachment.file)


class ContributionDetailSerializer(ContributionSerializer):
    """A contribution alone."""

    attachments = AttachmentSerializer(many=True)
    abilities = serializers.DictField(child=AbilitySerializer())

    def get_fields(self) -> dict[str, Any]:
        """Add the fields that capabilities show only here."""
        added = {name: make() for part in parts() for name, make in part.more.items()}
        return {**super().get_fields(), **added}


def with_all(contributions: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Read in the same query all that a description shows."""
    joined = ("consultation", "step__consultation", "theme", "author", "structure", *related_tables())
    contributions = contributions.select_related(*joined)
    for part in parts():
        contributions = part.annotate(contributions)
    return contributions


def lines(page: Sequence[Contribution], actor: Actor) -> list[Data]:
    """Return contributions (of `with_all`) as a list gives them."""
    found = list(page)
    for part in parts():
        part.prepare(found, actor)
    return list(ContributionSerializer(found, many=True).data)


def detail(contribution: Contribution, actor: Actor) -> Data:
    """Return one contribution (of `with_all`) with its files, and what the actor may do with it."""
    names = [*OWN_ABILITIES]
    for part in parts():
        part.prepare([contribution], actor)
        part.prepare_one(contribution, actor)
        names += part.abilities
    contribution.abilities = abilities(names, actor, contribution)  # type: ignore[attr-defined]  # read by the serializer
    prefetch_related_objects([contribution], Prefetch("attachments", Attachment.objects.select_related("file")))
    return dict(ContributionDetailSerializer(contribution).data)


def version_of(contribution: Contribution) -> str:
    """Return a short text that changes when someone changes what is written (and not when counts move)."""
    own = fingerprint([contribution], [*WRITTEN, "edited_at"])
    more = [getattr(contribution, name, None) for name in related_tables()]
    columns = [(row, [field.name for field in row._meta.concrete_fields]) for row in more if row is not None]
    return "-".join([own, *(fingerprint([row], names) for row, names in columns)])

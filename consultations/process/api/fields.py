"""Fields that several descriptions share."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers

from consultations.process.api.kinds import kind_named, kinds
from consultations.process.models import Contribution
from platform_core.files.models import StoredFile
from platform_core.scope import absolute_url

Data = dict[str, Any]


class ReferenceSerializer(serializers.Serializer[Any]):
    """Something by its number and its name."""

    id = serializers.IntegerField()
    title = serializers.CharField()


class CodeSerializer(serializers.Serializer[Any]):
    """A value of a list: its code for programs, its label for people."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # an option of serializers has this name too


class FigureSerializer(serializers.Serializer[Any]):
    """A key figure, with the words under it."""

    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # an option of serializers has this name too


class AbilitySerializer(serializers.Serializer[Any]):
    """Whether one may, and why not."""

    allowed = serializers.BooleanField()
    code = serializers.CharField(allow_null=True, help_text=_("Code stable de la raison."))
    reason = serializers.CharField(allow_null=True, help_text=_("Pourquoi ce n’est pas possible, en une phrase."))


class PictureSerializer(serializers.Serializer[Any]):
    """A picture: where it is, its size in pixels."""

    url = serializers.URLField()
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)


def picture_of(stored: StoredFile | None) -> Data | None:
    """Return what `PictureSerializer` describes."""
    if stored is None:
        return None
    return {"url": file_url(stored), "width": stored.width, "height": stored.height}


def file_url(stored: StoredFile) -> str:
    """Return the whole address of a file."""
    from django.urls import reverse  # noqa: PLC0415 (addresses are known after the API is)

    return absolute_url(reverse("files:file", args=[stored.pk]))


class DetailsField(serializers.Field):
    """What only the kind of a contribution has: described by the kind, read with it, checked by it when written."""

    def __init__(self, **options: Any) -> None:
        if options.get("read_only"):
            options["source"] = "*"
        super().__init__(**options)

    def to_representation(self, value: Contribution) -> Any:
        kind = kind_named(value.kind)
        if kind is None or kind.details is None:
            return None
        return kind.details(kind.details_of(value)).data

    def to_internal_value(self, data: Any) -> Data:
        if not isinstance(data, dict):
            raise serializers.ValidationError(_("Donnez un objet JSON."), "not_an_object")
        return data


class DetailsInSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # registers itself by a metaclass
    """How that field is described: one of the shapes that the kinds declare."""

    target_class = "consultations.process.api.fields.DetailsField"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Data:
        known = [one.details for one in kinds() if one.details]
        shapes = [auto_schema.resolve_serializer(one, direction).ref for one in known]
        if not shapes:
            return {"type": "object", "nullable": True}
        return {"oneOf": shapes, "nullable": True} if len(shapes) > 1 else {"allOf": shapes, "nullable": True}

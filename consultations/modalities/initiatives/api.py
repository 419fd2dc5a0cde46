"""Initiatives through the API."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from consultations.modalities.initiatives.forms import InitiativeForm
from consultations.modalities.initiatives.operations import change_initiative, submit_initiative, withdraw_initiative
from consultations.modalities.initiatives.queries import KIND
from consultations.process.api.kinds import KindApi


class InitiativeDetailsSerializer(serializers.Serializer[Any]):
    """What an initiative has besides its text. Whom to contact is written here and read on its page only."""

    carried_by = serializers.CharField(max_length=160, help_text=_("Qui la porte."))
    audience = serializers.CharField(max_length=200, help_text=_("À qui elle s’adresse."))
    since = serializers.CharField(required=False, allow_blank=True, max_length=60, help_text=_("Depuis quand."))
    website = serializers.CharField(required=False, allow_blank=True, max_length=200)
    transposable = serializers.CharField(
        required=False, allow_blank=True, max_length=2_000, help_text=_("Ce qui peut être repris ailleurs.")
    )
    contact_name = serializers.CharField(required=False, allow_blank=True, max_length=120, write_only=True)
    contact_email = serializers.CharField(required=False, allow_blank=True, max_length=254, write_only=True)
    contact_phone = serializers.CharField(required=False, allow_blank=True, max_length=20, write_only=True)


KINDS = (
    KindApi(
        kind=KIND,
        modality="initiatives",
        permission="initiatives.create",
        form=InitiativeForm,
        initial_of=InitiativeForm.initial_of,
        submit=submit_initiative,
        change=change_initiative,
        take_back=withdraw_initiative,
        related=("initiative",),
        details=InitiativeDetailsSerializer,
        details_of=lambda contribution: contribution.initiative,
    ),
)

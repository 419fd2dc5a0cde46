"""What a modality says of its contributions so that the API can write them: one `KindApi` for each kind.

Bodies are checked by the same forms as pages, and written by the same operations: what is refused there is refused here,
with the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.module_loading import import_string
from rest_framework import serializers

from consultations.process.modality import modalities
from consultations.process.models import Contribution, Step
from platform_core.access.actors import Actor


class WritingForm(Protocol):
    """The form of a kind: `form(data, step=, person=)`."""

    cleaned_data: dict[str, Any]
    fields: dict[str, Any]

    @property
    def errors(self) -> Any:
        """Return what is refused."""

    def is_valid(self) -> bool:
        """Tell whether what was given may be written."""

    def texts(self) -> dict[str, Any]:
        """Return the values that the operation takes under `texts`."""


@dataclass(frozen=True)
class KindApi:
    """One kind. `details` describes what only this kind has, read by `details_of` and written as flat form fields."""

    kind: str
    modality: str
    permission: str  # asked before adding one: `permission(actor, step)`
    form: Callable[..., WritingForm]
    initial_of: Callable[[Contribution], Mapping[str, Any]]
    submit: Callable[..., Contribution]
    change: Callable[..., Contribution]
    take_back: Callable[..., Contribution]
    related: tuple[str, ...] = ()  # joined when contributions are read
    details: type[serializers.Serializer[Any]] | None = None
    details_of: Callable[[Contribution], Any] = lambda _contribution: None

    def filled(self, values: Mapping[str, Any], *, step: Step, by: Actor) -> WritingForm:
        """Return the form of this kind with values given as JSON: texts, numbers, `details` beside the others."""
        flat = {**values, **(values.get("details") or {})}
        return self.form(flat, step=step, person=by)


def kinds() -> list[KindApi]:
    """Return all kinds that the API can write, in the order of their modalities."""
    return [kind for one in modalities() if one.api_kinds for kind in import_string(one.api_kinds)]


def kind_named(kind: str) -> KindApi | None:
    """Return what is known of a kind, `None` when the API only reads it."""
    return next((one for one in kinds() if one.kind == kind), None)


def kind_of(step: Step) -> KindApi | None:
    """Return the kind of contributions that people add in a step, `None` when they take part otherwise."""
    return next((one for one in kinds() if one.modality == step.modality), None)


def all_kinds() -> list[str]:
    """Return the kinds of contributions that modalities make; comments and the like are read under what they answer."""
    return [kind for one in modalities() for kind in one.kinds]


def related_tables() -> list[str]:
    """Return what is joined when contributions of all kinds are read at once."""
    return sorted({table for one in kinds() for table in one.related})

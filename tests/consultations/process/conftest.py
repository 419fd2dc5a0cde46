"""A minimal modality, known only while a test runs, and what the tests of the process need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django import forms

import deploy.urls.space  # noqa: F401 (the map is read before the test modality is known, which has no pages)
from consultations.process import modality as registry
from consultations.process.modality import Figure, Modality
from consultations.process.models import Step
from platform_core.access.actors import Actor
from platform_core.pages.models import Page

SLUG = "hands"


class HandsForm(forms.Form):
    """Settings of the test modality."""

    hands = forms.IntegerField(label="Mains", min_value=1, max_value=2)

    def __init__(self, *args: Any, step: Step, **options: Any) -> None:
        super().__init__(*args, **options)
        self.step = step


@dataclass(frozen=True)
class Hands(Modality):
    """Raising hands: its pages are not in the URL map."""

    def step_url(self, step: Step) -> str:
        return f"/mains/{step.pk}/"

    def team_url(self, step: Step) -> str:
        return f"/equipe/mains/{step.pk}/"


def figures(steps: Sequence[Step]) -> Mapping[int, list[Figure]]:
    return {step.pk: [Figure(12, "mains levées")] for step in steps}


def missing(steps: Sequence[Step]) -> Mapping[int, list[str]]:
    return {step.pk: [] if step.settings.get("hands") else ["dites combien de mains."] for step in steps}


def copy_step(old: Step, new: Step) -> None:
    new.intro = f"{old.intro} (copie)"
    new.save(update_fields=["intro"])


def fill_step(step: Step, content: Mapping[str, Any], by: Actor) -> None:
    step.settings = {"hands": content.get("hands", 1)}
    step.save(update_fields=["settings"])


@pytest.fixture(autouse=True)
def hands() -> Iterator[Modality]:
    made = Hands(
        slug=SLUG,
        path="mains",
        label="Vote à main levée",
        description="On lève la main.",
        invitation="Lever la main",
        icon="ballot",
        urls="",
        settings_form="tests.consultations.process.conftest.HandsForm",
        figures=figures,
        missing=missing,
        copy_step=copy_step,
        fill_step=fill_step,
    )
    registry.register(made)
    yield made
    registry._modalities.pop(SLUG)


@pytest.fixture
def legal_pages(space: object) -> None:
    """Make the required pages complete."""
    Page.objects.filter(is_required=True).update(is_complete=True)

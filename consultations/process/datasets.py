"""What can be exported of a consultation: the datasets of each step's modality, and those of capabilities.

A capability registers its own in `apps.ready()`: `register_dataset(Dataset("commentaires", …), of=has_comments)`, where `of(step)`
tells whether a step can have any. Nobody else names them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from consultations.process.modality import Dataset, modalities
from consultations.process.models import Step


@dataclass(frozen=True)
class Offer:
    """One dataset of one step."""

    step: Step
    dataset: Dataset

    @property
    def key(self) -> str:
        """Return how forms and exports name it."""
        return f"{self.step.pk}:{self.dataset.slug}"


def _every(_step: Step) -> bool:
    """Take every step."""
    return True


_registered: dict[str, tuple[Dataset, Callable[[Step], bool]]] = {}


def register_dataset(dataset: Dataset, *, of: Callable[[Step], bool] = _every) -> None:
    """Add a dataset of a capability, for the steps that `of` keeps."""
    _registered[dataset.slug] = (dataset, of)


def datasets_of(step: Step) -> list[Dataset]:
    """Return what can be exported of a step: its modality's own first."""
    own = next((one.datasets for one in modalities() if one.slug == step.modality), ())
    return [*own, *(dataset for dataset, of in _registered.values() if of(step))]


def offers(steps: Iterable[Step]) -> list[Offer]:
    """Return what can be exported of steps, in order."""
    return [Offer(step, dataset) for step in steps for dataset in datasets_of(step)]

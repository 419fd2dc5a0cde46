"""What a modality declares, once, in the `modality.py` of its folder.

Nothing outside that folder names a modality: pages, exports, the API, the wizard and the demo ask this registry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import import_string

from platform_core.access.actors import Actor

if TYPE_CHECKING:
    from django.forms import Form

    from consultations.process.models import Contribution, Step
    from platform_core.tabular import Column


@dataclass(frozen=True)
class Figure:
    """A key figure: a number and the words under it (already in the right number, singular or plural)."""

    value: int | str
    label: str
    icon: str = ""


@dataclass(frozen=True)
class Dataset:
    """One table of an export. `rows` streams in constant memory. Columns marked personal go to a file apart, in which the
    first column (what identifies the row) is repeated.
    """

    slug: str
    label: Any  # a str, or one that is translated when read
    columns: Callable[[Step], Sequence[Column]]
    rows: Callable[[Step], Iterator[Sequence[Any]]]
    is_open_data: bool = True  # may be given to everybody once the step is over
    count: Callable[[Step], int] | None = None  # how many rows there will be, for the progress; `None`: not known


@dataclass(frozen=True)
class PersonalData:
    """Where a modality keeps what a person gave: used by access requests and erasure."""

    model: str  # app_label.Model
    person: str  # the field that leads to the account
    label: Any
    on_erasure: str = "anonymise"  # or "delete"


@dataclass(frozen=True)
class Modality:
    """A way to take part. Labels may be lazy translations; dotted paths are imported when first used."""

    slug: str  # in code and in Step.modality
    path: str  # in addresses, French: /propositions/…
    label: Any
    description: Any  # a sentence for the team that chooses
    invitation: Any  # the words of the button: "Déposer une proposition"
    icon: str
    urls: str  # participants' pages; must name `step` (kwargs: step_id)
    team_urls: str = ""  # team pages; must name `step` (kwargs: step_id)
    api_urls: str = ""  # addresses of its own, under /api/v1/<slug>/
    api_kinds: str = ""  # dotted path of a sequence of `process.api.kinds.KindApi`: contributions written by the API
    settings_form: str = ""  # a Form(data, initial, step=…) whose cleaned_data (JSON values) is Step.settings
    kinds: tuple[str, ...] = ()  # of the contributions it makes
    contribution_url: Callable[[Contribution], str] | None = None
    # For several steps at once, so that a page asks once: {step.pk: figures}
    figures: Callable[[Sequence[Step]], Mapping[int, list[Figure]]] = lambda _steps: {}
    # Likewise, what lacks in each step before publishing, as sentences
    missing: Callable[[Sequence[Step]], Mapping[int, list[str]]] = lambda _steps: {}
    copy_step: Callable[[Step, Step], None] = lambda _old, _new: None  # what a copy as next edition brings along
    fill_step: Callable[[Step, Mapping[str, Any], Actor], None] = lambda _step, _content, _by: None  # from a template
    demo: str = ""  # dotted path of `fill(step, content, people)`; only the demo calls it
    datasets: tuple[Dataset, ...] = ()
    personal_data: tuple[PersonalData, ...] = ()
    takes_comments: bool = True
    takes_supports: bool = True
    order: int = 50
    extra: Mapping[str, Any] = field(default_factory=dict)

    def possible(self) -> dict[str, bool]:
        """Return what a new step of this modality lets people do with contributions, as fields of `Step`."""
        return {"comments_enabled": self.takes_comments, "supports_enabled": self.takes_supports}

    def form_class(self) -> type[Form] | None:
        """Return the form of the settings of a step, `None` when it has none."""
        return import_string(self.settings_form) if self.settings_form else None

    def step_url(self, step: Step) -> str:
        """Return the address of a step's page for participants."""
        from django.urls import reverse  # noqa: PLC0415 (addresses are known after the registry is full)

        return reverse(f"{self.slug}:step", args=[step.pk])

    def team_url(self, step: Step) -> str:
        """Return the address of a step's page for the team, empty when it has none."""
        from django.urls import reverse  # noqa: PLC0415 (likewise)

        return reverse(f"{self.slug}_team:step", args=[step.pk]) if self.team_urls else ""


_modalities: dict[str, Modality] = {}


def register(modality: Modality) -> None:
    """Make a modality known (its `apps.py` calls this). Raises `ValueError` when its slug or its path is taken."""
    if any(modality.slug == other.slug or modality.path == other.path for other in _modalities.values()):
        msg = f"two modalities are named {modality.slug} or answer at {modality.path}"
        raise ValueError(msg)
    _modalities[modality.slug] = modality


def modalities() -> list[Modality]:
    """Return all modalities, in the order in which they are proposed."""
    return sorted(_modalities.values(), key=lambda one: one.order)


def modality_of(step: Step) -> Modality:
    """Return the modality of a step; raises `KeyError` for one that this installation does not have."""
    return _modalities[step.modality]


def modality_named(slug: str) -> Modality:
    """Return a modality by its slug; raises `KeyError`."""
    return _modalities[slug]


def of_kind(kind: str) -> Modality | None:
    """Return the modality that makes contributions of a kind, `None` for those of capabilities (comments)."""
    return next((one for one in _modalities.values() if kind in one.kinds), None)


# How a contribution of a kind that no modality makes is shown: capabilities register here.
_addresses: dict[str, Callable[[Contribution], str]] = {}


def register_address(kind: str, address: Callable[[Contribution], str]) -> None:
    """Let a capability say where contributions of its kind are shown."""
    _addresses[kind] = address


def contribution_url(contribution: Contribution) -> str:
    """Return the address at which a contribution is read."""
    modality = of_kind(contribution.kind)
    if modality and modality.contribution_url:
        return modality.contribution_url(contribution)
    return _addresses[contribution.kind](contribution)


def figures_of(steps: Iterable[Step]) -> dict[int, list[Figure]]:
    """Return the key figures of steps, asking each modality once whatever the number of steps."""
    by_modality: dict[str, list[Step]] = {}
    for step in steps:
        by_modality.setdefault(step.modality, []).append(step)
    answers: dict[int, list[Figure]] = {}
    for slug, theirs in by_modality.items():
        answers.update(_modalities[slug].figures(theirs))
    return answers

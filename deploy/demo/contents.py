"""The shape of the demonstration's content: what the JSON files of `content/` are turned into, all frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from deploy.demo.questionnaire import Questionnaire

Alignment = Literal["for", "neutral", "against"]
AnswerState = Literal["accepted", "partly_accepted", "under_study", "refused"]
SpaceKind = Literal["region", "epci", "commune", "association"]
Modality = Literal["surveys", "proposals", "initiatives"]


@dataclass(frozen=True)
class Source:
    """What a briefing rests on; `url` only where the address is certain."""

    title: str
    publisher: str
    url: str = ""


@dataclass(frozen=True)
class Theme:
    """A theme; `briefing` is Markdown without a first-level heading, read from `briefings/<slug>.md` for the region."""

    slug: str
    title: str
    summary: str
    sources: tuple[Source, ...] = ()
    briefing: str = ""


@dataclass(frozen=True)
class Outcome:
    """What the consultation must produce (Markdown), who answers and by when."""

    text: str
    answered_by: str
    answer_due_on: date
    answer_note: str = ""


@dataclass(frozen=True)
class CoSteerer:
    """An organisation of the steering committee, and what it brings."""

    organisation: str
    role: str
    body: str


@dataclass(frozen=True)
class Step:
    """A dated step; `first_closing_on` is set when it was extended; `survey` names the questionnaire it asks."""

    slug: str
    title: str
    modality: Modality
    opens_on: date
    closes_on: date
    intro: str
    first_closing_on: date | None = None
    survey: str = ""


@dataclass(frozen=True)
class Extension:
    """The public record of an extension."""

    decided_on: date
    reason: str


@dataclass(frozen=True)
class Milestone:
    """A dated event of the calendar that is not a way of taking part."""

    on: date
    title: str
    body: str


@dataclass(frozen=True)
class WayIn:
    """One of the doors offered on the consultation's page; `step` is where it leads."""

    slug: str
    step: str
    title: str
    body: str


@dataclass(frozen=True)
class Consultation:
    """A consultation written around the day `today_is`: the demonstration moves all its dates by as many days.

    Without `today_is` the dates are those of the past and stay so. `subject` is one sentence, `description` Markdown.
    """

    slug: str
    title: str
    summary: str
    subject: str
    description: str
    outcome: Outcome
    today_is: date | None
    co_steering: tuple[CoSteerer, ...]
    themes: tuple[Theme, ...]
    steps: tuple[Step, ...]
    respondents: str = ""
    extension: Extension | None = None
    milestones: tuple[Milestone, ...] = ()
    ways_in: tuple[WayIn, ...] = ()
    what_next: str = ""
    notice: str = ""

    def moved(self, day: date, *, today: date) -> date:
        """The day of the demonstration that corresponds to a written day."""
        return day + (today - self.today_is) if self.today_is else day


@dataclass(frozen=True)
class Structure:
    """A fictional association or other organisation."""

    key: str
    name: str
    body: str
    commune: str
    commune_code: str


@dataclass(frozen=True)
class Person:
    """A fictional resident: public pseudonym, address at example.org, structures on whose behalf they may speak."""

    key: str
    public_name: str
    email: str
    commune: str
    commune_code: str
    structures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A proposal by a person, for themselves or for a structure; `supports` is how many people back it at most."""

    slug: str
    theme: str
    title: str
    body: str
    author: str
    structure: str = ""
    commune: str = ""
    commune_code: str = ""
    supports: int = 0


@dataclass(frozen=True)
class Initiative:
    """An existing action shown for others to take up."""

    slug: str
    theme: str
    title: str
    body: str
    author: str
    who: str
    where: str
    commune_code: str
    for_whom: str
    contact: str
    link: str
    transposable: str
    structure: str = ""
    supports: int = 0


@dataclass(frozen=True)
class Reply:
    """An answer to a comment."""

    author: str
    body: str
    alignment: Alignment = "neutral"


@dataclass(frozen=True)
class Comment:
    """A comment on the proposal or initiative `on`, with its replies in order."""

    on: str
    author: str
    body: str
    alignment: Alignment = "neutral"
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True)
class OfficialAnswer:
    """The organiser's reasoned answer to a proposal (Markdown)."""

    proposal: str
    state: AnswerState
    body: str


@dataclass(frozen=True)
class QuestionPlan:
    """How likely each answer is: only what the question's type needs is set.

    `answered` is a share from 0 to 1; `weights` are relative; `low`, `mode`, `high` shape a triangle.
    """

    answered: float = 1.0
    weights: Mapping[str, float] = field(default_factory=dict)
    other_texts: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    low: int | None = None
    mode: int | None = None
    high: int | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class AnswerPlan:
    """What `deploy.demo.sampling` needs to make `count` plausible answers, always the same for a seed."""

    survey: str
    seed: int
    count: int
    questions: Mapping[str, QuestionPlan]


@dataclass(frozen=True)
class Place:
    """One space's consultation with everything people put into it."""

    consultation: Consultation
    surveys: Mapping[str, Questionnaire] = field(default_factory=dict)
    answer_plans: tuple[AnswerPlan, ...] = ()
    structures: tuple[Structure, ...] = ()
    people: tuple[Person, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    comments: tuple[Comment, ...] = ()
    official_answers: tuple[OfficialAnswer, ...] = ()


@dataclass(frozen=True)
class Space:
    """A space of the demonstration: who tells what to the platform when opening it.

    `publisher` fills the blanks of the legal pages that a space fills itself; persons there are roles, never names.
    """

    label: str
    name: str
    kind: SpaceKind
    welcome: str
    publisher: Mapping[str, str]
    siren: str = ""
    rna: str = ""
    commune_code: str = ""
    notice: str = ""
    in_preparation: bool = (
        False  # as it is on its first day: its administrator alone, pages to read, nothing published
    )

"""The shape of a questionnaire in JSON, shared by the demonstration's surveys and the templates' skeletons."""

from dataclasses import dataclass
from typing import Literal

QuestionType = Literal["short", "long", "single", "multiple", "scale", "ranking", "number", "date", "yes_no"]
CHOICES = ("single", "multiple", "ranking")
OTHER = "other"
"""The value recorded when "autre, précisez" is chosen; the text goes beside it."""


@dataclass(frozen=True)
class Option:
    """A choice: `value` is recorded, `label` is read."""

    value: str
    label: str


@dataclass(frozen=True)
class Scale:
    """Whole numbers from `min` to `max`, both included, with words for the two ends."""

    min: int
    max: int
    min_label: str
    max_label: str


@dataclass(frozen=True)
class Condition:
    """Shown when the earlier `question` was answered `equals`, or with at least one of `includes`."""

    question: str
    equals: str | None = None
    includes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One question; `min` and `max` bound choices (multiple), a value (number) or signs (short, long).

    A number advances by `step`; without one, decimals are welcome.
    """

    key: str
    type: QuestionType
    label: str
    help: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    other: bool = False
    min: int | None = None
    max: int | None = None
    step: int | None = None
    scale: Scale | None = None
    show_if: Condition | None = None

    @property
    def values(self) -> frozenset[str]:
        """What can be recorded for a question with choices, yes and no included."""
        if self.type == "yes_no":
            return frozenset({"yes", "no"})
        return frozenset(option.value for option in self.options) | ({OTHER} if self.other else set())


@dataclass(frozen=True)
class Section:
    """Questions on one page, under a title and a Markdown text that may be empty."""

    title: str
    text: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    """A whole survey; `intro` and `thanks` are Markdown. `dataclasses.asdict` gives back the JSON it was read from."""

    title: str
    intro: str
    sections: tuple[Section, ...]
    thanks: str = ""
    anonymous: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in order."""
        return tuple(question for section in self.sections for question in section.questions)

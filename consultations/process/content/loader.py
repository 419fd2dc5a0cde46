"""Reads the texts shipped with the product; everything is frozen, read once, and plain French."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

FOLDER = Path(__file__).parent
HELP_TOPICS = ("ingredients", "roles", "states", "moderation_reasons", "glossary")
INGREDIENTS = ("co_steering", "outcome", "subject", "calendar", "modalities")

_TOKEN = re.compile(r"\[\[([a-z_]+)\]\]")
_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+!|~&])")


@dataclass(frozen=True)
class Prompt:
    """How the wizard asks for one text: label, help and a fictional example."""

    label: str
    help: str
    example: str


@dataclass(frozen=True)
class ThemeIdea:
    """A theme that the founder can keep, rename or remove."""

    title: str
    prompt: str


@dataclass(frozen=True)
class StepPlan:
    """A step to create: when it starts and how long it lasts, in days from the consultation's first day.

    `prefill` is read by the modality alone (a survey's questions, for instance); the process passes it on unread.
    """

    slug: str
    title: str
    modality: str
    starts_after_days: int
    lasts_days: int
    intro: str
    prefill: Mapping[str, Any]


@dataclass(frozen=True)
class Template:
    """What a founder starts a consultation from; `description` and prompts' examples are Markdown."""

    slug: str
    title: str
    summary: str
    description: str
    good_for: tuple[str, ...]
    less_good_for: tuple[str, ...]
    title_prompt: Prompt
    subject_prompt: Prompt
    description_prompt: Prompt
    outcome_prompt: Prompt
    answer_prompt: Prompt
    themes: tuple[ThemeIdea, ...]
    steps: tuple[StepPlan, ...]
    wizard_help: Mapping[str, str]

    @property
    def lasts_days(self) -> int:
        """Days from the first opening to the last closing."""
        return max(step.starts_after_days + step.lasts_days for step in self.steps)


@dataclass(frozen=True)
class LegalToken:
    """A blank of the legal pages: its name between double brackets, and who can fill it."""

    token: str
    label: str
    help: str
    filled_by: Literal["space", "platform"]
    example: str


@dataclass(frozen=True)
class LegalPage:
    """A page proposed to each space, as Markdown with `[[blanks]]`; without the required ones a space cannot publish."""

    slug: str
    title: str
    required: bool
    help: str
    body: str

    def fill(self, values: Mapping[str, str]) -> str:
        """The body with these values, escaped so that they stay plain text; what has no value stays a blank."""

        def value_of(match: re.Match[str]) -> str:
            value = values.get(match[1], "").strip()
            return _MARKDOWN_SIGNS.sub(r"\\\1", " ".join(value.split())) if value else match[0]

        return _TOKEN.sub(value_of, self.body)


@dataclass(frozen=True)
class HelpText:
    """A short explanation: `title` is plain text (a label), `body` is Markdown without headings."""

    key: str
    title: str
    body: str


@cache
def load_templates() -> tuple[Template, ...]:
    """The templates, in the order in which they are offered."""
    order = ("concertation-thematique", "enquete", "appel-a-initiatives")
    return tuple(_template(_read_json(f"templates/{slug}.json")) for slug in order)


@cache
def legal_pages() -> tuple[LegalPage, ...]:
    """The legal pages and the welcome text, with their blanks."""
    pages = _read_json("legal/pages.json")
    return tuple(LegalPage(**page, body=_read_text(f"legal/{page['slug']}.md")) for page in pages)


@cache
def legal_tokens() -> tuple[LegalToken, ...]:
    """Every blank that the legal pages may hold, in the order of a form."""
    return tuple(LegalToken(**token) for token in _read_json("legal/tokens.json"))


def blanks_in(body: str) -> tuple[str, ...]:
    """The names of the blanks left in a text, each once, in order."""
    return tuple(dict.fromkeys(_TOKEN.findall(body)))


@cache
def help_texts(topic: str) -> tuple[HelpText, ...]:
    """All texts of one of HELP_TOPICS, in order; KeyError for another topic."""
    if topic not in HELP_TOPICS:
        raise KeyError(topic)
    return tuple(HelpText(**text) for text in _read_json(f"help/{topic}.json"))


def help_text(key: str) -> HelpText:
    """The text at `topic.key`, for instance `roles.moderator`; KeyError when there is none."""
    topic, _, name = key.partition(".")
    for text in help_texts(topic):
        if text.key == name:
            return text
    raise KeyError(key)


def _template(data: dict[str, Any]) -> Template:
    prompts = {name: Prompt(**value) for name, value in data.items() if name.endswith("_prompt")}
    lists = {name: tuple(data[name]) for name in ("good_for", "less_good_for")}
    themes = tuple(ThemeIdea(**theme) for theme in data["themes"])
    steps = tuple(StepPlan(**step) for step in data["steps"])
    return Template(**{**data, **prompts, **lists, "themes": themes, "steps": steps})


def _read_json(path: str) -> Any:
    return json.loads(_read_text(path))


def _read_text(path: str) -> str:
    return (FOLDER / path).read_text(encoding="utf-8")

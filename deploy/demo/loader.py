"""Reads the demonstration's content; see `contents` for the shapes and `content/README.md` for the origins."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from deploy.demo.contents import (
    AnswerPlan,
    Comment,
    Consultation,
    Initiative,
    OfficialAnswer,
    Person,
    Place,
    Proposal,
    Space,
    Structure,
    Theme,
)
from deploy.demo.questionnaire import Questionnaire
from deploy.demo.reading import build, build_all, read_json

CONTENT = Path(__file__).parent / "content"
REGION = CONTENT / "region-2022"


@cache
def spaces() -> tuple[Space, ...]:
    """The spaces to open, the Région first; fictional or real organisations, never real persons."""
    return build_all(Space, read_json(CONTENT / "spaces.json"))


@cache
def place(label: str) -> Place | None:
    """What is put into the space with this label; None where it comes from elsewhere (an import)."""
    if label == "region":
        return region()
    path = CONTENT / "spaces" / f"{label}.json"
    return build(Place, read_json(path)) if path.exists() else None


@cache
def region() -> Place:
    """The regional consultation of 2022, from its folder."""
    people = read_json(REGION / "people.json")
    return Place(
        consultation=_region_consultation(),
        surveys={path.stem: build(Questionnaire, read_json(path)) for path in _files("surveys")},
        answer_plans=tuple(build(AnswerPlan, read_json(path)) for path in _files("answers")),
        structures=build_all(Structure, people["structures"]),
        people=build_all(Person, people["people"]),
        proposals=tuple(row for path in _files("proposals") for row in build_all(Proposal, read_json(path))),
        initiatives=build_all(Initiative, read_json(REGION / "initiatives.json")),
        comments=build_all(Comment, read_json(REGION / "comments.json")),
        official_answers=build_all(OfficialAnswer, read_json(REGION / "official-answers.json")),
    )


def _region_consultation() -> Consultation:
    consultation = build(Consultation, read_json(REGION / "consultation.json"))
    return replace(consultation, themes=tuple(_with_briefing(theme) for theme in consultation.themes))


def _with_briefing(theme: Theme) -> Theme:
    return replace(theme, briefing=(REGION / "briefings" / f"{theme.slug}.md").read_text(encoding="utf-8"))


def _files(folder: str) -> list[Path]:
    return sorted((REGION / folder).glob("*.json"))

"""What a person answered, page by page, as they read it before sending."""

from __future__ import annotations

from dataclasses import dataclass

from consultations.modalities.surveys.models import Question
from consultations.modalities.surveys.queries.definitions import Definition
from consultations.modalities.surveys.queries.wording import lines
from consultations.modalities.surveys.rules.questions import Values
from consultations.modalities.surveys.rules.values import missing


@dataclass(frozen=True)
class Given:
    """One answer: its words (none when left empty), whether it lacks, on which page it is given."""

    question: Question
    words: list[str]
    lacks: bool
    page: int


@dataclass(frozen=True)
class GivenPage:
    """The answers of one page."""

    number: int
    title: str
    lines: list[Given]


def summary(known: Definition, values: Values) -> list[GivenPage]:
    """Return the questions asked, with the answers given; a page where nothing was asked is left out."""
    asked = {question.pk for question in known.asked(values)}
    pages = []
    for number, blocks in enumerate(known.pages, start=1):
        given = [
            Given(one, lines(one, values.get(one.key)), missing(one.spec, values.get(one.key)), number)
            for block in blocks
            for one in block.questions
            if one.pk in asked
        ]
        title = next((block.section.title for block in blocks if block.section.title), "")
        if given:
            pages.append(GivenPage(number, title, given))
    return pages

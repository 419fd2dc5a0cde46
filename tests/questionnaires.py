"""What makes a questionnaire sound, wherever it is shipped."""

import re
from collections.abc import Iterator

from deploy.demo.questionnaire import CHOICES, OTHER, Question, Questionnaire

_SLUG = re.compile(r"[a-z0-9_-]{1,40}")


def flaws_of(questionnaire: Questionnaire) -> list[str]:
    """Everything that would make the questionnaire impossible to show or to answer."""
    earlier: dict[str, Question] = {}
    flaws = []
    for question in questionnaire.questions:
        if question.key in earlier:
            flaws.append(f"{question.key}: asked twice")
        flaws += [f"{question.key}: {flaw}" for flaw in _flaws_of_question(question)]
        flaws += [f"{question.key}: {flaw}" for flaw in _flaws_of_condition(question, earlier)]
        earlier[question.key] = question
    return flaws


def _flaws_of_question(question: Question) -> Iterator[str]:
    yield from _flaws_of_choices(question)
    yield from _flaws_of_bounds(question)
    values = [option.value for option in question.options]
    if any(not _SLUG.fullmatch(name) for name in (question.key, *values)):
        yield "key or value cannot be recorded"
    labels = [option.label for option in question.options]
    if len(question.label) > 300 or len(question.help) > 500 or any(len(label) > 200 for label in labels):
        yield "too long to be read"


def _flaws_of_choices(question: Question) -> Iterator[str]:
    values = [option.value for option in question.options]
    if len(set(values)) != len(values) or OTHER in values:
        yield "options are not distinct"
    if (question.type in CHOICES) != (len(values) >= 2):
        yield "options do not fit the type"
    if question.other and question.type not in {"single", "multiple"}:
        yield "nothing to say otherwise"
    if question.type == "multiple" and (question.max or 0) > len(question.values):
        yield "more choices asked than offered"


def _flaws_of_bounds(question: Question) -> Iterator[str]:
    if (question.type == "scale") != (question.scale is not None):
        yield "scale does not fit the type"
    if question.scale and not question.scale.min < question.scale.max:
        yield "scale goes nowhere"
    if question.min is not None and question.max is not None and question.min > question.max:
        yield "bounds are crossed"
    if question.step is not None and question.type != "number":
        yield "step does not fit the type"


def _flaws_of_condition(question: Question, earlier: dict[str, Question]) -> Iterator[str]:
    condition = question.show_if
    if condition is None:
        return
    if condition.question not in earlier:
        yield "depends on a question that does not come before"
        return
    expected = {*condition.includes, *([condition.equals] if condition.equals is not None else [])}
    if bool(condition.includes) == (condition.equals is not None):
        yield "condition must be either equals or includes"
    if not expected <= earlier[condition.question].values:
        yield "depends on an answer that cannot be given"

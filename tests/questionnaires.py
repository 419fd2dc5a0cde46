"""What makes a questionnaire sound, wherever it is shipped."""

from collections.abc import Iterator

from deploy.demo.questionnaire import CHOICES, OTHER, Question, Questionnaire


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
    values = [option.value for option in question.options]
    if len(set(values)) != len(values) or OTHER in values:
        yield "options are not distinct"
    if (question.type in CHOICES) != (len(values) >= 2):
        yield "options do not fit the type"
    if question.other and question.type not in {"single", "multiple"}:
        yield "nothing to say otherwise"
    if (question.type == "scale") != (question.scale is not None):
        yield "scale does not fit the type"
    if question.scale and not question.scale.min < question.scale.max:
        yield "scale goes nowhere"
    if question.min is not None and question.max is not None and question.min > question.max:
        yield "bounds are crossed"
    if question.type == "multiple" and (question.max or 0) > len(question.values):
        yield "more choices asked than offered"


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

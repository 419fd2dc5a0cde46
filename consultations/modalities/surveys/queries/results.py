"""The results of a survey, in one query whatever its length (and one for their number)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, IntegerField, JSONField, OuterRef, Q, Subquery, Value, When
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from consultations.modalities.surveys.models import Answer, Question, Response, Survey
from consultations.modalities.surveys.queries.definitions import Definition
from consultations.modalities.surveys.queries.wording import labels
from consultations.modalities.surveys.rules import statistics
from consultations.modalities.surveys.rules.conditions import chosen
from consultations.modalities.surveys.rules.kinds import OTHER, TEXTS, Kind
from consultations.modalities.surveys.rules.questions import Value as Answered
from consultations.modalities.surveys.rules.values import plain_number, rounded

FEW = 5  # answers to an anonymous survey, or to one of its questions, under which nothing is shown

Counted = list[tuple[Answered, int]]  # an answer, how many gave it


@dataclass(frozen=True)
class Rank:
    """One option of a ranking."""

    label: str
    mean: str
    firsts: int


@dataclass(frozen=True)
class Result:
    """What was answered to one question. `asked` is the base: those to whom it was asked; `total` all the sheets."""

    question: Question
    number: int
    total: int
    asked: int = 0
    answered: int = 0
    bars: list[tuple[str, int]] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)  # (what, figure as people read it)
    ranks: list[Rank] = field(default_factory=list)
    texts: int = 0  # answers in people's own words
    is_compact: bool = False  # a distribution: many bars with short names
    is_hidden: bool = False  # too few answers to an anonymous survey: a figure would be somebody

    @property
    def title(self) -> str:
        """Return the question with its number, which no other has."""
        return f"{self.number}. {self.question.label}"

    @property
    def note(self) -> str:
        """Say on how many answers the figures rest; a question asked to some only says to how many."""
        sizes = {
            "total": plural(self.total, _("réponse"), _("réponses")),
            "asked": plural(self.asked, _("personne"), _("personnes")),
            "answered": number_format(self.answered, force_grouping=True),
        }
        if self.question.depends_on_id is None:
            return _("%(total)s, dont %(answered)s à cette question") % sizes
        return _("%(total)s ; question posée à %(asked)s, dont %(answered)s ont répondu") % sizes


def plural(n: int, one: str, several: str) -> str:
    """Return a number and its word: in French 0 and 1 are singular."""
    return f"{number_format(n, force_grouping=True)}\u00a0{several if n > 1 else one}"


def sent_count(survey: Survey) -> int:
    """Return the number of answer sheets sent."""
    return begun_and_sent(survey)[1]


def begun_and_sent(survey: Survey) -> tuple[int, int]:
    """Return the number of answer sheets begun (sent or not), and of those sent."""
    if not survey.is_written:
        return 0, 0
    counts = survey.responses.aggregate(begun=Count("pk"), sent=Count("pk", filter=Q(is_draft=False)))
    return counts["begun"], counts["sent"]


def total_of_step() -> Subquery:
    """Return the number of answer sheets sent, to be read along with a step."""
    sheets = Response.objects.sent().filter(survey__step=OuterRef("pk")).order_by().values("survey")
    return Subquery(sheets.annotate(n=Count("pk")).values("n"), output_field=IntegerField())


def results(known: Definition, total: int) -> list[Result]:
    """Return the result of each question, in order."""
    if not known.survey.is_written:
        return []
    counted = _counted(known.survey)
    found = []
    for number, question in enumerate(known.questions, start=1):
        given = counted[question.pk]
        asked = sum(n for _value, n in given)
        said = [(value, n) for value, n in given if value is not None]
        base = Result(question, number, total, asked, sum(n for _value, n in said))
        hidden = is_too_few(known.survey, base.answered)
        found.append(replace(base, is_hidden=True) if hidden else READINGS[Kind(question.kind)](base, said))
    return found


def is_too_few(survey: Survey, answers: int) -> bool:
    """Tell whether so few answered an anonymous survey, or a question of it, that figures would say who."""
    return survey.is_anonymous and 0 < answers < FEW


def _counted(survey: Survey) -> dict[int, Counted]:
    """Return how many gave each answer (`None`: asked and left empty), counted by the database; texts are not read."""
    is_written = When(question__kind__in=TEXTS, value__isnull=False, then=Value(True, JSONField()))
    rows = (
        Answer.objects.filter(question__survey=survey)
        .annotate(said=Case(is_written, default=F("value"), output_field=JSONField()))
        .values_list("question_id", "said")
        .annotate(n=Count("pk"))
        .order_by()
    )
    found: dict[int, Counted] = defaultdict(list)
    for question, said, n in rows:
        found[question].append((said, n))
    return found


def _texts(base: Result, _counted: Counted) -> Result:
    return replace(base, texts=base.answered)


def _choices(base: Result, counted: Counted) -> Result:
    names = labels(base.question)
    picked: Counter[str] = Counter()
    for value, n in counted:
        for key in chosen(value):
            picked[key] += n
    bars = [(label, picked[key]) for key, label in names.items()]
    return replace(base, bars=bars, texts=picked[OTHER] if base.question.has_other else 0)


def _scale(base: Result, counted: Counted) -> Result:
    notes = _numbers(counted)
    bars = [(str(n), notes[Decimal(n)]) for n in base.question.spec.scale]
    return replace(base, bars=bars, facts=[*_middle(notes), *_ends(base.question)], is_compact=True)


def _ends(question: Question) -> list[tuple[str, str]]:
    """Return what the two ends of a scale mean."""
    ends = (question.low, question.low_label), (question.high, question.high_label)
    return [(plain_number(note), words) for note, words in ends if words]


def _number(base: Result, counted: Counted) -> Result:
    values = _numbers(counted)
    parts = statistics.bins(values)
    bars = [(_interval(low, high), n) for low, high, n in parts]
    ends = [(_("Minimum"), plain_number(min(values))), (_("Maximum"), plain_number(max(values)))] if values else []
    return replace(base, bars=bars, facts=[*_middle(values), *ends], is_compact=True)


def _interval(low: Decimal, high: Decimal) -> str:
    if low == low.to_integral_value() and high == high.to_integral_value():
        if high - low == 1:
            return plain_number(low)
        return _("de %(low)s à %(high)s") % {"low": plain_number(low), "high": plain_number(high - 1)}
    return _("de %(low)s à moins de %(high)s") % {"low": plain_number(low), "high": plain_number(high)}


def _numbers(counted: Counted) -> Counter[Decimal]:
    return Counter({Decimal(str(value)): n for value, n in counted})


def _middle(values: Counter[Decimal]) -> list[tuple[str, str]]:
    average, middle = statistics.mean(values), statistics.median(values)
    if average is None or middle is None:
        return []
    return [(_("Moyenne"), rounded(average)), (_("Médiane"), plain_number(middle))]


def _ranking(base: Result, counted: Counted) -> Result:
    names = labels(base.question)
    orders: Counter[tuple[str, ...]] = Counter()
    for value, n in counted:
        orders[tuple(value)] += n
    found = statistics.ranks(orders, list(names))
    best = sorted(found, key=lambda key: found[key][0])
    rows = [Rank(names[key], rounded(found[key][0]), found[key][1]) for key in best]
    return replace(base, ranks=rows, bars=[(row.label, row.firsts) for row in rows])


def _days(base: Result, counted: Counted) -> Result:
    days: Counter[date] = Counter({date.fromisoformat(value): n for value, n in counted})
    months = [(date_format(month, "F Y"), n) for month, n in statistics.by_month(days)]
    years = [(_period(first, last), n) for first, last, n in statistics.by_years(days)]
    return replace(base, bars=months or years, is_compact=True)


def _period(first: int, last: int) -> str:
    return str(first) if first == last else _("de %(low)s à %(high)s") % {"low": first, "high": last}


READINGS: dict[Kind, Callable[[Result, Counted], Result]] = {
    Kind.SHORT: _texts,
    Kind.LONG: _texts,
    Kind.SINGLE: _choices,
    Kind.MULTIPLE: _choices,
    Kind.YES_NO: _choices,
    Kind.SCALE: _scale,
    Kind.NUMBER: _number,
    Kind.DATE: _days,
    Kind.RANKING: _ranking,
}


def written(question: Question) -> Any:
    """Return the answers in people's own words to a question (its "autre" included), in an order that says nothing."""
    answers = Answer.objects.filter(question=question, value__isnull=False).order_by("pk")
    if question.survey.is_anonymous and is_too_few(question.survey, answers.count()):
        return answers.none().values_list("value", flat=True)
    if question.kind in TEXTS:
        return answers.values_list("value", flat=True)
    return answers.filter(value__has_key="other").values_list("value__other", flat=True)

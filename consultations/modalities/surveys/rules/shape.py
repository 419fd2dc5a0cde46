"""Can this question be asked? What its builder got wrong, as (field of the form, sentence)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from consultations.modalities.surveys.rules.kinds import LONG_LIMIT, OTHER, SHORT_LIMIT, WITH_CHOICES, Kind
from consultations.modalities.surveys.rules.questions import Spec
from consultations.modalities.surveys.rules.values import plain_number

Fault = tuple[str, str] | None

LEAST_CHOICES, MOST_CHOICES = 2, 50
MOST_NOTES = 11
MOST_QUESTIONS = 100


def fault(spec: Spec, labels: Sequence[str] = ()) -> Fault:
    """Return the first thing that keeps a question from being asked, `None` when it can be; `labels` of its choices."""
    return _choices(spec, labels) or _order(spec) or BOUNDS.get(Kind(spec.kind), _nothing)(spec)


def _nothing(_spec: Spec) -> Fault:
    return None


def _choices(spec: Spec, labels: Sequence[str]) -> Fault:
    if spec.kind not in WITH_CHOICES:
        return None
    if len(spec.choices) < LEAST_CHOICES:
        return "choices", _("Proposez au moins deux réponses.")
    if len(spec.choices) > MOST_CHOICES:
        return "choices", _("Proposez %(n)s réponses au plus.") % {"n": MOST_CHOICES}
    folded = [label.casefold() for label in labels]
    if len(set(folded)) < len(folded) or OTHER in spec.choices:
        return "choices", _("Deux réponses sont identiques : chacune doit dire autre chose.")
    return None


def _order(spec: Spec) -> Fault:
    if spec.low is not None and spec.high is not None and spec.low > spec.high:
        return "high", _("Le maximum doit être plus grand que le minimum.")
    return None


def _whole(spec: Spec, least: int, most: int) -> Fault:
    for field, bound in (("low", spec.low), ("high", spec.high)):
        if bound is not None and (bound != int(bound) or not least <= bound <= most):
            return field, _("Écrivez un nombre entier de %(low)s à %(high)s.") % {
                "low": plain_number(least),
                "high": plain_number(most),
            }
    return None


def _multiple(spec: Spec) -> Fault:
    return _whole(spec, 1, len(spec.choices) + int(spec.other))


def _scale(spec: Spec) -> Fault:
    if spec.low is None or spec.high is None:
        return ("low" if spec.low is None else "high"), _("Donnez les deux bouts de l’échelle, par exemple 1 et 5.")
    if bad := _whole(spec, -100, 100):
        return bad
    if not LEAST_CHOICES <= len(spec.scale) <= MOST_NOTES:
        return "high", _("Une échelle compte de 2 à %(n)s notes, par exemple de 0 à 10.") % {"n": MOST_NOTES}
    return None


def _number(spec: Spec) -> Fault:
    if spec.interval is not None and spec.interval <= Decimal(0):
        return "interval", _("Le pas doit être plus grand que zéro.")
    return None


BOUNDS: dict[Kind, Callable[[Spec], Fault]] = {
    Kind.MULTIPLE: _multiple,
    Kind.SCALE: _scale,
    Kind.NUMBER: _number,
    Kind.SHORT: lambda spec: _whole(spec, 1, SHORT_LIMIT),
    Kind.LONG: lambda spec: _whole(spec, 1, LONG_LIMIT),
}

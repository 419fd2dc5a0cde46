"""Is this an answer to that question? The one place where it is decided, for forms, API and templates alike.

Values are JSON: a text (short, long, yes_no, date as YYYY-MM-DD), a number (number, scale), a list of keys (ranking), or
{"chosen": [keys], "other": text} (single, multiple). `None` is no answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.modalities.surveys.rules.kinds import NO, OTHER, OTHER_LIMIT, YES, Kind
from consultations.modalities.surveys.rules.questions import Spec, Value
from platform_core.richtext import clean_line, clean_text

FIRST_YEAR, LAST_YEAR = 1900, 2200
MOST = 10**12  # beyond, a number is a slip of the keyboard


def problem(spec: Spec, value: Value) -> str:
    """Return what is wrong with an answer as a sentence, "" when nothing is. No answer is never wrong here."""
    return "" if value is None else CHECKS[Kind(spec.kind)](spec, value)


def cleaned(spec: Spec, value: Value) -> Value:
    """Return an answer with its texts made clean (see richtext); an empty text, list or choice is no answer."""
    if isinstance(value, str):
        value = clean_text(value) if spec.kind == Kind.LONG else clean_line(value)
    if isinstance(value, dict) and isinstance(value.get("other"), str):
        other = clean_line(value["other"])
        value = {**value, "other": other} if other else {k: v for k, v in value.items() if k != "other"}
    return None if value in ("", [], {}, {"chosen": []}) else value


def missing(spec: Spec, value: Value) -> bool:
    """Tell whether a required answer lacks."""
    return spec.required and value is None


def _text(spec: Spec, value: Value) -> str:
    if not isinstance(value, str) or not value.strip():
        return _("Écrivez votre réponse.")
    if len(value) > spec.limit:
        return _("Votre réponse compte %(n)s signes, le maximum est %(limit)s. Raccourcissez-la un peu.") % {
            "n": number_format(len(value), force_grouping=True),
            "limit": number_format(spec.limit, force_grouping=True),
        }
    if spec.low is not None and len(value) < spec.low:
        return _("Écrivez au moins %(n)s signes.") % {"n": int(spec.low)}
    return ""


def _choices(spec: Spec, value: Value) -> str:
    if not isinstance(value, dict) or value.keys() - {"chosen", "other"}:
        return _("Choisissez une réponse de la liste.")
    picked, other = value.get("chosen"), value.get("other")
    if not isinstance(picked, list) or not picked or not all(isinstance(one, str) for one in picked):
        return _("Choisissez une réponse de la liste.")
    if len(set(picked)) != len(picked) or not spec.options.issuperset(picked):
        return _("Choisissez une réponse de la liste.")
    return _other(picked, other) or _how_many(spec, len(picked))


def _other(picked: list[str], other: object) -> str:
    if OTHER not in picked:
        return _("Vous avez écrit une autre réponse : cochez « Autre » ou effacez le texte.") if other else ""
    if not isinstance(other, str) or not other.strip():
        return _("Précisez votre autre réponse.")
    if len(other) > OTHER_LIMIT:
        return _("Votre autre réponse est trop longue : %(n)s signes au plus.") % {"n": OTHER_LIMIT}
    return ""


def _how_many(spec: Spec, count: int) -> str:
    if spec.kind == Kind.SINGLE:
        return _("Choisissez une seule réponse.") if count > 1 else ""
    if spec.high is not None and count > spec.high:
        most = int(spec.high)
        return ngettext("Choisissez %(n)s réponse au plus.", "Choisissez %(n)s réponses au plus.", most) % {"n": most}
    if spec.low is not None and count < spec.low:
        least = int(spec.low)
        return ngettext("Choisissez au moins %(n)s réponse.", "Choisissez au moins %(n)s réponses.", least) % {
            "n": least
        }
    return ""


def _note(spec: Spec, value: Value) -> str:
    if type(value) is not int or value not in spec.scale:
        return _("Choisissez une note de %(low)s à %(high)s.") % {"low": spec.scale.start, "high": spec.scale.stop - 1}
    return ""


def _order(spec: Spec, value: Value) -> str:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return _("Donnez un rang différent à chaque réponse.")
    if len(value) != len(spec.choices) or set(value) != set(spec.choices):
        return _("Donnez un rang différent à chaque réponse.")
    return ""


def _number(spec: Spec, value: Value) -> str:
    if type(value) not in {int, float} or abs(value) > MOST or not math.isfinite(value):
        return _("Écrivez un nombre, par exemple 12.")
    exact = Decimal(str(value))
    if (spec.low is not None and exact < spec.low) or (spec.high is not None and exact > spec.high):
        return _between(spec)
    if spec.interval and (exact - (spec.low or 0)) % spec.interval:
        return _("Écrivez un nombre entier.") if spec.interval == 1 else _in_steps(spec.interval)
    return ""


def _in_steps(step: Decimal) -> str:
    return _("Écrivez un nombre qui avance de %(step)s en %(step)s.") % {"step": plain_number(step)}


def _between(spec: Spec) -> str:
    low, high = plain_number(spec.low), plain_number(spec.high)
    if not high:
        return _("Écrivez un nombre d’au moins %(low)s.") % {"low": low}
    if not low:
        return _("Écrivez un nombre d’au plus %(high)s.") % {"high": high}
    return _("Écrivez un nombre de %(low)s à %(high)s.") % {"low": low, "high": high}


def plain_number(value: Decimal | float | None) -> str:
    """Return a number as people write it ("1 234,5"), without useless zeros; "" for None."""
    if value is None:
        return ""
    exact = Decimal(str(value)).normalize()
    decimals = max(0, -int(exact.as_tuple().exponent))
    return number_format(exact, decimals, force_grouping=True)


def rounded(value: Decimal) -> str:
    """Return a number with one decimal, rounded half up ("2,5"); Django's own formatting cuts the others off."""
    return number_format(value.quantize(Decimal("0.1"), ROUND_HALF_UP), 1, force_grouping=True)


def _day(spec: Spec, value: Value) -> str:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        return _("Écrivez une date qui existe, par exemple 31/08/2022.")
    if value != day.isoformat() or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return _("Écrivez une date qui existe, par exemple 31/08/2022.")
    return ""


def _yes_no(spec: Spec, value: Value) -> str:
    return "" if value in (YES, NO) else _("Répondez par oui ou par non.")


CHECKS: dict[Kind, Callable[[Spec, Value], str]] = {
    Kind.SHORT: _text,
    Kind.LONG: _text,
    Kind.SINGLE: _choices,
    Kind.MULTIPLE: _choices,
    Kind.SCALE: _note,
    Kind.RANKING: _order,
    Kind.NUMBER: _number,
    Kind.DATE: _day,
    Kind.YES_NO: _yes_no,
}

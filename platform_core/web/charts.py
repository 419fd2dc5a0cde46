"""Bar charts drawn on the server: the figures and the geometry that `web/parts/bar_chart.html` shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.text import slugify
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Bar:
    """One answer: its label, its value and share as people read them, the width of its bar (SVG percentage)."""

    label: str
    value_text: str
    share_text: str
    width: str


@dataclass(frozen=True)
class Chart:
    """What the part needs. `shares` is False when the values are not parts of a whole."""

    id: str
    title: str
    note: str
    label_title: str
    value_title: str
    shares: bool
    bars: list[Bar]


def percent(value: float, total: float) -> str:
    """Return "42 %" (one decimal under 10 %, none from 10 % on); "–" of nothing."""
    if not total:
        return "–"
    exact = Decimal(str(value)) * 100 / Decimal(str(total))
    share = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)  # number_format cuts, it does not round
    if share == 0 or share >= 10:  # noqa: PLR2004 - the ten of the docstring
        share = exact.quantize(Decimal(1), ROUND_HALF_UP)
    return f"{number_format(share)}\u00a0%"


def number(value: float | str) -> str:
    """Return a number with the separators of the active language ("1 234"); a text is returned as it is."""
    return value if isinstance(value, str) else number_format(value, force_grouping=True)


def bar_chart(
    rows: Iterable[tuple[str, float]],
    *,
    title: str,
    note: str = "",
    total: float | None = None,
    label_title: str = "",
    value_title: str = "",
    key: str | int = "",
) -> Chart:
    """Return a chart of `rows`, (label, value ≥ 0) in the order to show.

    `total` is what 100 % is: the number of answers; it may be under the sum when several choices are allowed.
    Without it the longest bar is the whole width and no share is shown. `key` tells apart, in the page's identifiers,
    two charts of the same title.
    """
    rows = [(str(label), value) for label, value in rows]
    full = total if total is not None else max((value for _label, value in rows), default=0)
    bars = [Bar(label, number(value), percent(value, full), _width(value, full)) for label, value in rows]
    identity = f"graphique-{slugify(str(key) or title)}"
    return Chart(
        identity, title, note, label_title or _("Réponse"), value_title or _("Nombre"), total is not None, bars
    )


def _width(value: float, full: float) -> str:
    return f"{min(100.0, 100 * value / full):.2f}%" if full else "0%"

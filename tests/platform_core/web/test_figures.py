import pytest

from platform_core.web import charts
from platform_core.web.templatetags.web import bar_chart, plural_fr

NARROW = "\u202f"  # what French puts between thousands


@pytest.mark.parametrize(
    ("n", "said"),
    [(0, "0 soutien"), (1, "1 soutien"), (2, "2 soutiens"), (-1, "-1 soutien"), (1234, "1 234 soutiens")],
)
def test_zero_and_one_are_singular_in_french(n: int, said: str) -> None:
    assert plural_fr(n, "soutien,soutiens").replace(NARROW, " ").replace("\u00a0", " ") == said


def test_plural_is_the_singular_with_an_s_unless_given() -> None:
    assert plural_fr(2, "avis,avis").endswith("avis")
    assert plural_fr(2, "thème").endswith("thèmes")


def test_shares_are_of_the_total_that_is_given() -> None:
    chart = charts.bar_chart([("Oui", 3), ("Non", 1)], title="Êtes-vous d’accord ?", total=8)
    assert [bar.share_text for bar in chart.bars] == ["38\u00a0%", "13\u00a0%"]
    assert [bar.width for bar in chart.bars] == ["37.50%", "12.50%"]


def test_without_total_the_longest_bar_is_whole_and_no_share_is_said() -> None:
    chart = charts.bar_chart([("Arras", 10), ("Amiens", 5)], title="Par commune")
    assert chart.shares is False
    assert [bar.width for bar in chart.bars] == ["100.00%", "50.00%"]


@pytest.mark.parametrize("rows", [[], [("Oui", 0), ("Non", 0)]])
def test_chart_of_nothing_divides_by_nothing(rows: list[tuple[str, float]]) -> None:
    chart = charts.bar_chart(rows, title="Rien", total=0)
    assert [bar.width for bar in chart.bars] == ["0%"] * len(rows)


def test_small_shares_keep_a_decimal() -> None:
    assert charts.percent(19, 412) == "4,6\u00a0%"
    assert charts.percent(9.96, 100) == "10\u00a0%"
    assert charts.percent(99.9, 100) == "100\u00a0%"
    assert charts.percent(0, 412) == "0\u00a0%"
    assert charts.percent(1, 0) == "–"


def test_every_figure_of_the_drawing_is_in_the_table() -> None:
    html = bar_chart([("Oui & plus", 3), ("<b>Non</b>", 1)], title="Question", total=4)
    table = html[html.index("<table") :]
    assert html.count('class="chart__fill"') == 2
    assert "<b>" not in html
    for said in ("Oui &amp; plus", "&lt;b&gt;Non&lt;/b&gt;", ">3<", ">1<", "75\u00a0%", "25\u00a0%"):
        assert said in table


def test_two_charts_of_the_same_title_are_told_apart_by_their_key() -> None:
    first, second = (charts.bar_chart([], title="La même question", key=key) for key in (1, 2))
    assert first.id != second.id

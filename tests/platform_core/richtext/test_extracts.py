"""Words for cards, search and e-mails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_core.richtext import html_to_markdown, plain, render, sanitise_html

TEXT = "# Un titre\n\nDu **gras**,\nun [lien](https://lille.fr/a) et https://a.fr/\n\n- un\n- deux\n  1. sous\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> cité\n\n![Plan](/fichiers/1.png)"


def test_plain_is_one_line_of_words() -> None:
    assert plain(TEXT) == "Un titre Du gras, un lien et https://a.fr/ un deux sous a b 1 2 cité Plan"


def test_plain_with_lines_is_fit_for_an_email() -> None:
    assert plain(TEXT, lines=True) == (
        "Un titre\n\nDu gras,\nun lien (https://lille.fr/a) et https://a.fr/\n\n- un\n- deux\n  1. sous\n\n"
        "a\nb\n1\n2\n\ncité\n\nPlan"
    )


@pytest.mark.parametrize(
    ("length", "expected"),
    [(100, "Un parc, un jardin."), (19, "Un parc, un jardin."), (18, "Un parc, un…"), (12, "Un parc, un…"), (9, "Un parc…"), (1, "…"), (0, "")],
)  # fmt: skip
def test_plain_is_cut_at_a_word(length: int, expected: str) -> None:
    assert plain("Un parc, un jardin.", length) == expected


@given(st.text(max_size=300), st.integers(0, 250))
def test_plain_keeps_within_its_length(text: str, length: int) -> None:
    assert len(plain(text, length)) <= length
    assert "\n" not in plain(text)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p><strong>Transition écologique&nbsp;</strong></p>", "**Transition écologique**"),
        ("<p>un</p><p><br></p><p>deux<br/>trois</p>", "un\n\ndeux\ntrois"),
        ("un <em>deux </em>trois", "un *deux* trois"),
        ("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul>", "- a\n  - b\n- c"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<h2>Titre</h2><p>x</p>", "## Titre\n\nx"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ('<a href="https://e.fr/a_(b)">voir</a>', "[voir](https://e.fr/a_%28b%29)"),
        ('<a href="https://e.fr/">https://e.fr/</a>', "https://e.fr/"),
        ('<a href="javascript:alert(1)">voir</a>', "voir"),
        ('<img src="https://e.fr/a.png" alt="Plan">', "[Plan](https://e.fr/a.png)"),
        ("<p>2 * 3, # a, a_b, [x]</p><p># b</p><p>1. c</p>", "2 \\* 3, # a, a_b, \\[x\\]\n\n\\# b\n\n1\\. c"),
        ("<script>alert(1)</script><style>p{}</style>texte", "texte"),
        ("<iframe src='https://youtube.example'></iframe><p>vidéo</p>", "vidéo"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", "a – b\n\n1 – 2"),
        ("pas de HTML", "pas de HTML"),
        ("", ""),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert html_to_markdown(html) == markdown


@given(st.text(st.sampled_from("ab 1.)#*_[]()<>&;!|`~+-=:\\\n\té")))
def test_text_survives_the_way_from_html_to_markdown_to_html(text: str) -> None:
    html = text.replace("&", "&amp;").replace("<", "&lt;")
    expected = " ".join(sanitise_html(html).split())
    shown = render(html_to_markdown(f"<p>{html}</p>")).strip()
    assert shown == (f"<p>{expected}</p>" if expected else "")


@given(st.recursive(st.sampled_from(["a", "b c", " ", "*", "#"]), lambda inner: st.tuples(st.sampled_from(["p", "ul", "li", "em", "strong", "a", "blockquote", "h2", "table", "td", "br"]), st.lists(inner, max_size=3)), max_leaves=12))  # fmt: skip
def test_any_html_is_converted_without_losing_a_word(tree: object) -> None:
    html = _html(tree)
    # In any order: what stands in a table outside its cells is read before it (HTML, 13.2.6.1, "foster parenting").
    assert sorted(c for c in plain(html_to_markdown(html)) if c in "abc") == sorted(
        c for c in _words(tree) if c in "abc"
    )


def _html(tree: object) -> str:
    if isinstance(tree, tuple):
        return f"<{tree[0]}>{''.join(map(_html, tree[1]))}</{tree[0]}>"
    return str(tree)


def _words(tree: object) -> str:
    return " ".join(map(_words, tree[1])) if isinstance(tree, tuple) else str(tree)


def test_deep_html_is_converted() -> None:
    assert "fin" in html_to_markdown("<blockquote>" * 3_000 + "fin")
    assert "fin" in html_to_markdown("<ul><li>" * 3_000 + "fin")

"""I04: Markdown is shown, code never is."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from time import perf_counter

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from platform_core.richtext import html_to_markdown, plain, render, sanitise_html
from platform_core.richtext.cleaning import TAGS

ATTACKS = [
    "<script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    '<img src=x onerror="alert(1)">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<math><mi//xlink:href="data:x,<script>alert(4)</script>">',
    '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java&#x09;script:alert(1)">x</a>',
    '<a href=" &#14; javascript:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="//evil.example">x</a>',
    '<a href="/\\evil.example">x</a>',
    '<p style="position:fixed;inset:0;z-index:9">x</p>',
    "<style>body{display:none}</style>",
    '<div class="cover" id="main">x</div>',
    '<iframe src="https://evil.example"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="x"></object><embed src="x">',
    '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=//evil.example">',
    '<form action="https://evil.example"><input name="password"><button>ok</button></form>',
    '<link rel="stylesheet" href="//evil.example/x.css">',
    "<textarea></textarea><img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java&#x09;script:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    '![x](https://evil.example/pixel.png"onload="alert(1))',
    '![x" onerror="alert(1)](/fichiers/1)',
    "![<table>](/fichiers/1.png)",
    '[a](/x "title\\" onmouseover=\\"alert(1)")',
    '`<script>`\n\n```html" onclick="x\n<script>alert(1)</script>\n```',
    "| <script> | <img src=x onerror=alert(1)> |\n|---|---|\n| a | b |",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    "{{7*7}} {% debug %} {0.__class__} %(settings)s",
]  # fmt: skip

ALLOWED = {
    "href": re.compile(r"https?://|mailto:|tel:|/(?![/\\])|#|\?", re.IGNORECASE),
    "src": re.compile("/fichiers/"),
    "alt": re.compile(""),
    "rel": re.compile("nofollow ugc noopener$"),
    "class": re.compile("(table-scroll|align-(right|center))$"),
    "role": re.compile("group$"),
    "aria-label": re.compile("Tableau$"),
    "tabindex": re.compile("0$"),
    "scope": re.compile("col$"),
    "loading": re.compile("lazy$"),
    "start": re.compile(""),
    "colspan": re.compile(""),
}


class _Inspector(HTMLParser):
    """Fails on a tag or an attribute that is not known to be harmless."""

    def __init__(self) -> None:
        super().__init__()
        self.depth: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS | {"div"}
        assert tag != "div" or dict(attrs).get("class") == "table-scroll"
        for name, value in attrs:
            assert ALLOWED[name].match(value or ""), (tag, name, value)
        if tag == "a":
            assert dict(attrs)["rel"] == "nofollow ugc noopener"
        if tag not in {"br", "hr", "img"}:
            self.depth.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.depth.pop() == tag

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def _inspect(html: str) -> None:
    inspector = _Inspector()
    inspector.feed(html)
    inspector.close()
    assert inspector.depth == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_is_inert(attack: str) -> None:
    for html in (
        render(attack),
        sanitise_html(attack),
        render(html_to_markdown(attack)),
        sanitise_html(sanitise_html(attack)),
    ):
        _inspect(html)


@given(
    st.lists(
        st.sampled_from([*ATTACKS, "<", ">", '"', "'", "`", "*", "_", "[", "](", ")", "\n", "&#60;", "|", "-", " "]),
        max_size=8,
    )
)
def test_mixed_attacks_are_inert(parts: list[str]) -> None:
    _inspect(render("".join(parts)))
    _inspect(sanitise_html("".join(parts)))


@given(st.text(max_size=80))
def test_any_text_is_inert(text: str) -> None:
    _inspect(render(text))
    _inspect(sanitise_html(text))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**gras** et *italique*, ~~barré~~", "<p><strong>gras</strong> et <em>italique</em>, <s>barré</s></p>"),
        ("une ligne\nune autre", "<p>une ligne<br>\nune autre</p>"),
        ("    quatre espaces", "<p>quatre espaces</p>"),
        ("Nom\n---", "<p>Nom</p>\n<hr>"),
        ("besoin.Il faut", "<p>besoin.Il faut</p>"),
        ("1 < 2 & l’été", "<p>1 &lt; 2 &amp; l’été</p>"),
        ("{{7*7}} %(a)s", "<p>{{7*7}} %(a)s</p>"),
        ("- un\n- deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>"),
        ("3. trois", '<ol start="3">\n<li>trois</li>\n</ol>'),
        ("> cité", "<blockquote>\n<p>cité</p>\n</blockquote>"),
        ("https://lille.fr/a.", '<p><a href="https://lille.fr/a" rel="nofollow ugc noopener">https://lille.fr/a</a>.</p>'),
        ("(www.lille.fr/a?b=1)", '<p>(<a href="https://www.lille.fr/a?b=1" rel="nofollow ugc noopener">www.lille.fr/a?b=1</a>)</p>'),
        ("moi@lille.fr", '<p><a href="mailto:moi@lille.fr" rel="nofollow ugc noopener">moi@lille.fr</a></p>'),
    ],
)  # fmt: skip
def test_markdown_of_ordinary_people(text: str, html: str) -> None:
    assert render(text).strip() == html


@pytest.mark.parametrize(("level", "expected"), [(1, "1 2 6"), (2, "2 3 6"), (3, "3 4 6"), (6, "6 6 6")])
def test_titles_fit_in_the_page(level: int, expected: str) -> None:
    html = render("# a\n\n## b\n\n###### c", heading_level=level)
    assert " ".join(re.findall(r"<h(\d)>", html)) == expected
    assert render("### a", heading_level=level).startswith(f"<h{level}>")


def test_table_scrolls_and_aligns_without_style() -> None:
    html = render("| a | b |\n|:-:|--:|\n| 1 | 2 |")
    assert '<div class="table-scroll" role="group" aria-label="Tableau" tabindex="0"><table>' in html
    assert '<th class="align-center" scope="col">a</th>' in html
    assert '<td class="align-right">2</td>' in html
    assert "style" not in html


def test_images_are_ours_or_become_links() -> None:
    assert '<img src="/fichiers/a.png" alt="Plan" loading="lazy">' in render("![Plan](/fichiers/a.png)")
    foreign = render("![Plan](https://ailleurs.example/a.png)")
    assert '<a href="https://ailleurs.example/a.png" rel="nofollow ugc noopener">Plan</a>' in foreign
    assert "<img" not in render("![x](/fichiers/../deconnexion) ![x](/fichiers/%2e%2e/x) ![x](/deconnexion)")
    assert "<img" in render("![Plan](https://ailleurs.example/a.png)", allow_images=True)
    assert "<img" not in render("![Plan](http://ailleurs.example/a.png)", allow_images=True)
    assert render("[![Plan](https://a.example/a.png)](https://b.example)").count("<a ") == 1
    assert sanitise_html('<img src="https://a.example/a.png" alt="x">y') == "y"


@pytest.mark.parametrize(
    "pattern",
    [
        "[",
        "*a ",
        "> ",
        "|a",
        "`",
        "www.",
        "a@",
        "- ",
        "![",
        "<",
        "https://",
        "*a_",
        "[a](<b",
        "[a][",
        "~~a",
        "&#",
        "\\",
        "1. a\n",
    ],
)
def test_hostile_text_of_20_000_characters_is_quick(pattern: str) -> None:
    text = (pattern * 20_000)[:20_000]
    start = perf_counter()
    render(text)
    plain(text)
    assert perf_counter() - start < 5


def test_threads_do_not_mix_their_links() -> None:
    texts = [f"voir https://exemple.fr/{number} et moi{number}@exemple.fr " * 5 for number in range(40)]
    expected = [render(text) for text in texts]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads change places all the time
    try:
        with ThreadPoolExecutor(8) as pool:
            for _ in range(5):
                assert list(pool.map(render, texts)) == expected
    finally:
        sys.setswitchinterval(usual)


def test_filters_in_a_template() -> None:
    source = (
        "{% load richtext %}{{ body|markdown:2 }}|{{ body|excerpt:14 }}|{{ nothing|markdown }}{{ nothing|excerpt }}"
    )
    html = Template(source).render(Context({"body": "# L’été & <b>nous</b>", "nothing": None}))
    assert html == "<h2>L’été &amp; &lt;b&gt;nous&lt;/b&gt;</h2>\n|L’été &amp; &lt;b&gt;no…|"

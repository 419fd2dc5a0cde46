import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from platform_core.web import views
from platform_core.web.styleguide import PAGES
from platform_core.web.templatetags.web import icon, icon_names
from platform_core.web.words import words

STATIC = Path(views.__file__).parent / "static" / "web"
ERRORS = ["403", "403_csrf", "404", "429", "500", "503"]
SPACE = {"name": "Amiens <participe>", "accent": "#8a2f5b"}


def title(html: str) -> str:
    found = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    assert found
    return found.group(1)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_the_frame_that_assistive_tools_use(page: str) -> None:
    html = views.styleguide(RequestFactory().get("/"), page).content.decode()
    assert '<html lang="fr">' in html
    assert 'href="#contenu"' in html
    for once in ("<h1", "<main", 'id="contenu"', 'id="annonces"', "<footer", "<header"):
        assert html.count(once) == 1, once
    found = re.findall(r'\bid="([^"]+)"', html)
    assert sorted(found) == sorted(set(found))


@pytest.mark.parametrize("page", PAGES)
def test_no_page_skips_a_level_of_title(page: str) -> None:
    html = views.styleguide(RequestFactory().get("/"), page).content.decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])", html.split("<main")[1].split("<dialog")[0])]
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_title_says_error_when_the_form_was_refused() -> None:
    factory = RequestFactory()
    assert title(views.styleguide(factory.get("/")).content.decode()) == "Composants – Amiens participe"
    refused = views.styleguide(factory.post("/", {}))
    assert refused.status_code == 422
    assert title(refused.content.decode()).startswith("Erreur\u00a0: ")


def test_space_gives_its_name_and_its_colour() -> None:
    html = render_to_string("404.html", {"space": SPACE})
    assert title(html).endswith("– Amiens &lt;participe&gt;")
    assert "/couleurs/8a2f5b.css" in html
    assert html.index("tokens.css") < html.index("/couleurs/8a2f5b.css")


@pytest.mark.parametrize("name", ERRORS)
@pytest.mark.parametrize("context", [{}, {"space": SPACE}])
def test_error_pages_stand_without_request_nor_database(name: str, context: dict[str, object]) -> None:
    html = render_to_string(f"{name}.html", context)
    assert html.count("<h1") == 1
    assert name[:3] in html


def test_refusal_says_why() -> None:
    assert "Cette étape est close." in render_to_string("403.html", {"reason": "Cette étape est close."})
    assert "votre compte" in render_to_string("403.html").lower()
    assert "30 secondes" in render_to_string("429.html", {"retry_after": 30})


def test_messages_are_announced_with_their_kind() -> None:
    html = render_to_string("404.html", {"messages": [Message(25, "C’est <b>publié</b>.")]})
    assert 'aria-live="polite"' in html
    assert "alert--success" in html
    assert "&lt;b&gt;" in html


@pytest.mark.parametrize(
    ("page", "shown"),
    [(1, [1, 2, None, 12]), (6, [1, None, 5, 6, 7, None, 12]), (12, [1, None, 11, 12])],
)
def test_pagination_keeps_the_ends_and_the_neighbours(page: int, shown: list[int | None]) -> None:
    paginator = Paginator(range(240), 20)
    request = RequestFactory().get("/", {"q": "école", "page": str(page)})
    html = render_to_string("web/parts/pagination.html", {"page_obj": paginator.get_page(page)}, request)
    links = [int(n) for n in re.findall(r'href="\?q=%C3%A9cole&amp;page=(\d+)"><span class="visually-hidden">', html)]
    assert links == [n for n in shown if n not in (None, page)]
    assert html.count("…") == shown.count(None)
    assert html.count("aria-current") == 1
    assert ('rel="prev"' in html, 'rel="next"' in html) == (page > 1, page < 12)


def test_single_page_needs_no_pagination() -> None:
    page = Paginator(range(3), 20).get_page(1)
    assert render_to_string("web/parts/pagination.html", {"page_obj": page}).strip() == ""


def test_progress_asks_again_only_while_it_is_told_to() -> None:
    running = render_to_string("web/parts/progress.html", {"label": "Export", "poll_url": "/exports/1/"})
    done = render_to_string("web/parts/progress.html", {"label": "Export", "value": 10, "maximum": 10})
    assert 'hx-get="/exports/1/"' in running
    assert "hx-get" not in done
    assert 'value="10" max="10"' in done


def test_unknown_icon_is_refused() -> None:
    with pytest.raises(ValueError, match="No icon"):
        icon("licorne")


def test_icon_is_silent_unless_it_stands_alone() -> None:
    assert 'aria-hidden="true"' in icon("bell")
    assert 'role="img" aria-label="Notifications"' in icon("bell", label="Notifications")
    assert "<script>" not in icon("bell", label="<script>")


def test_templates_and_scripts_use_icons_that_exist() -> None:
    templates = Path(views.__file__).parent / "templates"
    named = {n for f in templates.rglob("*.html") for n in re.findall(r'{% icon "([\w-]+)"', f.read_text("utf-8"))}
    assert named
    assert named <= icon_names()


def test_scripts_use_words_that_exist() -> None:
    used = {w for f in (STATIC / "js").glob("*.js") for w in re.findall(r"\bwords\.(\w+)", f.read_text("utf-8"))}
    assert used
    assert used <= words().keys()


def test_words_of_scripts_are_data_in_the_language_of_the_page() -> None:
    html = render_to_string("404.html")
    found = re.search(r'<script id="mots" type="application/json">(.*?)</script>', html)
    assert found
    assert json.loads(found.group(1)) == words()
    with translation.override("en"):
        assert words().keys() == json.loads(found.group(1)).keys()


def test_htmx_runs_no_code_and_keeps_no_page() -> None:
    found = re.search(r"name=\"htmx-config\" content='([^']+)'", render_to_string("404.html"))
    assert found
    config = json.loads(found.group(1))
    assert config["allowEval"] is config["includeIndicatorStyles"] is config["allowScriptTags"] is False
    assert config["selfRequestsOnly"] is True
    assert config["historyCacheSize"] == 0
    assert {"code": "422", "swap": True} in config["responseHandling"]


def test_preview_is_safe_and_bounded() -> None:
    post = RequestFactory().post
    html = views.preview(post("/", {"text": "**gras** <script>alert(1)</script>"})).content.decode()
    assert "<strong>gras</strong>" in html
    assert "<script>" not in html
    long = views.preview(post("/", {"text": "a" * 2 * views.PREVIEW_LIMIT})).content
    assert len(long) < views.PREVIEW_LIMIT + 100
    assert views.preview(RequestFactory().get("/")).status_code == 405


def test_raw_colours_are_written_only_in_the_tokens() -> None:
    allowed = {"#fff", "#000", "#888", "#eee", "#444"}  # white, and the greys of paper
    for css in (STATIC / "css").glob("*.css"):
        colours = set(re.findall(r"(?<![\w-])#[0-9a-f]{3,8}\b", css.read_text("utf-8")))
        assert css.name == "tokens.css" or colours <= allowed, css.name


def test_empty_state_has_a_title_of_the_level_asked() -> None:
    part = "web/parts/empty_state.html"
    assert "<h2>Rien</h2>" in render_to_string(part, {"title": "Rien"})
    assert "<h3>Rien</h3>" in render_to_string(part, {"title": "Rien", "level": 3})


def test_every_page_asks_for_the_level_of_an_empty_state_as_a_number() -> None:
    root = Path(views.__file__).parents[2]
    asked = {
        (page.name, level)
        for page in root.glob("*/**/templates/**/*.html")
        for level in re.findall(r"parts/empty_state\.html[^%]*?level=([^ %]+)", page.read_text(encoding="utf-8"))
    }
    assert asked
    assert {level for _page, level in asked} <= {"2", "3"}, asked

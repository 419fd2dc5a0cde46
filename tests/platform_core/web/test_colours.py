import re
from pathlib import Path

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from platform_core.web import colours, views
from platform_core.web.templatetags.web import accent_stylesheet

BYTE = st.integers(0, 255)
TOKENS = Path(colours.__file__).parent / "static" / "web" / "css" / "tokens.css"


def test_contrast_is_that_of_wcag() -> None:
    assert colours.contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert colours.contrast((0x76, 0x76, 0x76), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)


@given(st.tuples(BYTE, BYTE, BYTE))
def test_any_colour_becomes_readable(colour: colours.Colour) -> None:
    made = colours.readable(colour)
    assert colours.contrast(made, colours.SAND) >= colours.AA
    assert colours.contrast((255, 255, 255), made) >= colours.AA


def test_readable_colour_is_kept_as_it_is() -> None:
    assert "#1f4e79" in colours.stylesheet("#1f4e79")


@pytest.mark.parametrize("value", ["", "red", "#12345", "#1234567", "#12345g", "12 34 56", "#000;}*{"])
def test_what_is_no_colour_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="colour"):
        colours.stylesheet(value)
    assert accent_stylesheet(value) == ""


def test_stylesheet_is_css_kept_by_browsers() -> None:
    response = views.theme(RequestFactory().get("/"), accent="1f4e79")
    assert response["Content-Type"].startswith("text/css")
    assert "immutable" in response["Cache-Control"]
    assert re.fullmatch(rb":root \{ --accent: #[0-9a-f]{6}; --accent-ink: #ffffff; \}\n", response.content)


def test_grounds_are_those_of_the_tokens() -> None:
    css = TOKENS.read_text(encoding="utf-8")
    for name, colour in (("paper", colours.PAPER), ("sand", colours.SAND)):
        assert "--{}: #{:02x}{:02x}{:02x};".format(name, *colour) in css

"""I09, I15: names of real people pass, what deceives the reader does not; the fields of forms."""

import unicodedata

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from platform_core.richtext import clean_line, clean_text
from platform_core.richtext.fields import CleanCharField, MarkdownField


@pytest.mark.parametrize(
    "name",
    ["É", "Œuvrard", "L’Haÿ-les-Roses", "d'Artagnan", "Jean-François de La Pérouse", "Nguyễn", "Y", "العربية", "👩‍👩‍👧", "می‌خواهم", "a" * 100],
)  # fmt: skip
def test_name_passes_unchanged(name: str) -> None:
    assert clean_line(name) == name
    assert clean_line(unicodedata.normalize("NFD", name)) == name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\0b\x07c\x1b[31md", "abc[31md"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("a\u2066b\u2069", "ab"),
        ("un\r\ndeux\rtrois\u2028quatre\x0bcinq", "un\ndeux\ntrois\nquatre\ncinq"),
        ("\ufeffa\u200bb\xadc", "abc"),
        ("a\n\n \n\n\nb", "a\n\nb"),
        ("  \n a \n ", "a"),
        ("Z" + "\u0351" * 40, "Z" + "\u0351" * 3),
        ("\ud800\uffff", ""),
        ("\t- a\n  - b", "- a\n  - b"),
    ],
)
def test_text_is_cleaned(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_line_is_one_line() -> None:
    assert clean_line(" Bcc:\r\nx@y.fr \t\u00a0 a ") == "Bcc: x@y.fr a"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(c) == "Cs" for c in once)


class _Form(forms.Form):
    title = CleanCharField(max_length=5)
    body = MarkdownField(max_length=10, required=False)


def test_fields_clean_before_they_check() -> None:
    form = _Form({"title": "e\u0301te\u0301\0\u202e ", "body": "ab\r\ncd\r\nef\r\ng"})
    assert form.is_valid()
    assert form.cleaned_data == {"title": "été", "body": "ab\ncd\nef\ng"}


@pytest.mark.parametrize("title", ["", "  ", "\0", "\u200b", "\u202e\n"])
def test_required_field_wants_something_to_read(title: str) -> None:
    assert list(_Form({"title": title}).errors) == ["title"]


def test_field_says_how_long_the_text_is() -> None:
    form = _Form({"title": "abcdefg"})
    assert form.errors["title"] == ["Ce texte compte 7 caractères, le maximum est 5. Raccourcissez-le un peu."]


def test_fields_never_cut_what_is_pasted() -> None:
    html = str(_Form())
    assert "maxlength" not in html.replace("data-max-length", "")
    assert 'data-max-length="5"' in html
    assert "<textarea" in html
    assert "data-editor" in html

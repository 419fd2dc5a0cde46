import re

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.html import Element, parse_html

from platform_core.web.forms import DateInput, DateTimeInput, MarkdownTextarea
from platform_core.web.styleguide import SampleForm


class Short(forms.Form):
    name = forms.CharField(label="Nom", help_text="Celui que l’on verra.", max_length=10)
    theme = forms.ChoiceField(label="Thème", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False)


def elements(html: str, name: str) -> list[Element]:
    found: list[Element] = []

    def walk(node: Element) -> None:
        for child in node.children:
            if isinstance(child, Element):
                if child.name == name:
                    found.append(child)
                walk(child)

    walk(parse_html(f"<div>{html}</div>"))
    return found


def attributes(element: Element) -> dict[str, str]:
    return {name: value or "" for name, value in element.attributes}


def ids(html: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', html)


def test_every_field_has_a_label_that_leads_to_it() -> None:
    html = str(SampleForm())
    labelled = {attributes(label)["for"] for label in elements(html, "label")}
    for name in ("input", "select", "textarea"):
        for control in elements(html, name):
            assert attributes(control)["id"] in labelled


def test_required_fields_say_so_in_words() -> None:
    html = str(Short())
    assert html.count("(obligatoire)") == 2
    assert "(facultatif)" not in html


def test_form_may_mark_what_is_optional_instead() -> None:
    class Optional(Short):
        marks = "optional"

    html = str(Optional())
    assert (html.count("(obligatoire)"), html.count("(facultatif)")) == (0, 1)


def test_help_and_error_are_tied_to_the_field() -> None:
    html = str(Short({"theme": "a"}))
    field = next(e for e in elements(html, "input") if attributes(e)["name"] == "name")
    assert attributes(field)["aria-invalid"] == "true"
    described = attributes(field)["aria-describedby"].split()
    assert described == ["id_name_helptext", "id_name_error"]
    assert set(described) <= set(ids(html))


def test_group_of_choices_is_a_fieldset_described_by_its_error() -> None:
    html = str(Short({"name": "Camille"}))
    (fieldset,) = elements(html, "fieldset")
    assert attributes(fieldset)["aria-describedby"] == "id_theme_error"
    assert "id_theme_error" in ids(html)
    assert len(elements(html, "legend")) == 1


def test_summary_counts_the_errors_and_leads_to_each_field() -> None:
    html = str(Short({}))
    assert "2 points à corriger" in html
    targets = re.findall(r'<a href="#([^"]+)">', html)
    assert targets == ["id_name", "id_theme_0"]
    assert set(targets) <= set(ids(html))


def test_summary_holds_the_errors_of_no_field_and_is_there_once() -> None:
    form = Short({"name": "Camille", "theme": "a"})
    form.add_error(None, "Cette étape est close.")
    html = str(form)
    assert "un point à corriger" in html
    assert html.count("Cette étape est close.") == 1


def test_form_not_yet_sent_shows_no_error() -> None:
    assert "error-summary" not in str(Short())


def test_identifiers_are_unique() -> None:
    for form in (SampleForm(), SampleForm({})):
        found = ids(str(form))
        assert len(found) == len(set(found))


def test_typed_values_are_escaped_and_kept() -> None:
    html = str(Short({"name": '"><script>alert(1)</script>'}))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_help_text_is_escaped() -> None:
    class Tricky(forms.Form):
        name = forms.CharField(help_text="<script>alert(1)</script>")

    assert "<script>" not in str(Tricky())


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (forms.CharField(), "", "Remplissez ce champ."),
        (forms.ChoiceField(choices=[("a", "A")]), "", "Choisissez une réponse."),
        (forms.ChoiceField(choices=[("a", "A")]), "z", "Choisissez une des réponses proposées."),
        (forms.MultipleChoiceField(choices=[("a", "A")]), [], "Choisissez au moins une réponse."),
        (forms.BooleanField(), False, "Cochez cette case pour continuer."),
        (forms.DateField(), "31/02/2026", "Écrivez une date qui existe, par exemple 31/08/2026."),
        (forms.EmailField(), "moi@", "Écrivez une adresse e-mail complète, par exemple nom@exemple.fr."),
        (forms.IntegerField(), "douze", "Écrivez un nombre entier, en chiffres."),
        (forms.IntegerField(max_value=5), "6", "Écrivez un nombre qui ne dépasse pas 5."),
        (forms.CharField(max_length=3), "quatre", "Raccourcissez : 3 signes au plus, il y en a 6."),
        (
            forms.URLField(assume_scheme="https"),
            "pas une adresse",
            "Écrivez une adresse web complète, par exemple https://exemple.fr.",
        ),
        (forms.FileField(), None, "Choisissez un fichier."),
        (forms.FileField(), SimpleUploadedFile("a.txt", b""), "Ce fichier est vide : choisissez-en un autre."),
    ],
)
def test_wrong_field_says_what_to_do(field: forms.Field, value: object, said: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(value)
    assert " ".join(refused.value.messages).replace("\u00a0", " ") == said


def test_a_field_keeps_the_sentence_it_is_given() -> None:
    field = forms.CharField(error_messages={"required": "Donnez un titre."})
    with pytest.raises(forms.ValidationError, match="Donnez un titre"):
        field.clean("")


def test_native_dates_keep_the_typed_value() -> None:
    class When(forms.Form):
        day = forms.DateField(widget=DateInput)
        moment = forms.DateTimeField(widget=DateTimeInput)

    form = When({"day": "2022-08-31", "moment": "2022-08-31T18:30"})
    assert form.is_valid()
    html = str(When(initial=form.cleaned_data))
    assert 'value="2022-08-31"' in html
    assert 'value="2022-08-31T18:30"' in html


def test_markdown_field_is_a_plain_textarea_without_script() -> None:
    class Text(forms.Form):
        body = forms.CharField(widget=MarkdownTextarea)

    html = str(Text({"body": "**bonjour** </textarea>"}))
    (area,) = elements(html, "textarea")
    assert "**bonjour** &lt;/textarea&gt;" in html
    assert attributes(area)["name"] == "body"


def test_groups_of_choices_can_be_named() -> None:
    class Grouped(forms.Form):
        where = forms.ChoiceField(choices=[("Somme", [("80021", "Amiens")])], widget=forms.RadioSelect)

    assert "Somme" in str(Grouped())

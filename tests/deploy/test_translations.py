"""The messages are found wherever people read them, and the catalogues follow the source."""

import gettext
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import polib
import pytest

from deploy.translations import catalogues
from deploy.translations.messages import ROOT, Message, NotLiteralError, in_python, in_template
from deploy.translations.typography import NARROW, NO_BREAK, typeset

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext as n_, npgettext_lazy, pgettext
from elsewhere import gettext as other
_("Bonjour")
def f(n):
    yield gettext_lazy("Deux " "morceaux")
    yield n_("%(n)s soutien", "%(n)s soutiens", n)
    yield pgettext("verbe", "Soutenir")
    yield npgettext_lazy("date", "un jour", "%(n)s jours", "n")
    yield other("pas un message"), str("ni cela")
"""
TEMPLATE = """{% load i18n %}{# translators see nothing here #}
<h1>{% translate "Bonjour" %}</h1><p>{% translate 'Soutenir' context "verbe" %}</p>
{% blocktranslate trimmed with nom=x %}
  Merci {{ nom }},
  à 100 %
{% endblocktranslate %}
{% blocktranslate count n=total %}{{ n }} soutien{% plural %}{{ n }} soutiens{% endblocktranslate %}
{% include "a.html" with title=_("Un titre") %} {{ valeur|default:_("rien") }}"""


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    return tmp_path


def compiled(locale: Path, language: str) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(BytesIO((locale / language / "LC_MESSAGES" / "django.mo").read_bytes()))


def written(messages: dict[Message, set[str]], **english: str) -> None:
    """Write both catalogues, the English one with `english` as translations of one-word messages."""
    catalogue = catalogues.updated("en", messages)
    for entry in catalogue:
        entry.msgstr = english.get(entry.msgid, "")
    catalogues.write("en", catalogue)
    catalogues.write("fr", catalogues.french(messages))
    catalogues.write("typography/fr", catalogues.typography(messages))


def test_messages_of_python_are_found_under_any_alias() -> None:
    assert set(in_python(PYTHON, "x.py")) == {
        Message("Bonjour"),
        Message("Deux morceaux"),
        Message("%(n)s soutien", "%(n)s soutiens"),
        Message("Soutenir", context="verbe"),
        Message("un jour", "%(n)s jours", "date"),
    }


def test_a_message_that_cannot_be_read_in_the_source_is_refused() -> None:
    source = "from django.utils.translation import gettext as _\nlabel = 'x'\n_(label)\n"
    with pytest.raises(NotLiteralError, match=r"x\.py:3"):
        list(in_python(source, "x.py"))


def test_messages_of_templates_are_found_in_tags_filters_and_blocks() -> None:
    assert set(in_template(TEMPLATE, "x.html")) == {
        Message("Bonjour"),
        Message("Soutenir", context="verbe"),
        Message("Merci %(nom)s, à 100 %%"),
        Message("%(n)s soutien", "%(n)s soutiens"),
        Message("Un titre"),
        Message("rien"),
    }


def test_update_keeps_what_is_translated_and_drops_what_is_gone(locale: Path) -> None:
    written({Message("Oui"): {"a.py"}, Message("Non"): {"a.py"}}, Oui="Yes", Non="No")
    catalogue = catalogues.updated("en", {Message("Oui"): {"b.py"}, Message("Peut-être"): {"b.py"}})
    assert {e.msgid: e.msgstr for e in catalogue} == {"Oui": "Yes", "Peut-être": ""}


def test_zero_takes_the_singular_in_french_and_the_plural_in_english(locale: Path) -> None:
    message = Message("%(n)s soutien", "%(n)s soutiens")
    catalogue = catalogues.updated("en", {message: {"a.py"}})
    catalogue[0].msgstr_plural = {0: "%(n)s backing", 1: "%(n)s backings"}
    catalogues.write("en", catalogue)
    catalogues.write("fr", catalogues.french({message: {"a.py"}}))
    catalogues.write("typography/fr", catalogues.typography({message: {"a.py"}}))
    assert list(catalogues.faults({message: {"a.py"}})) == []
    assert compiled(locale, "fr").ngettext(message.msgid, message.plural, 0) == "%(n)s soutien"
    assert compiled(locale, "en").ngettext(message.msgid, message.plural, 0) == "%(n)s backings"


def test_a_complete_catalogue_has_no_fault(locale: Path) -> None:
    messages = {Message("Oui"): {"a.py"}}
    written(messages, Oui="Yes")
    assert list(catalogues.faults(messages)) == []


def test_each_kind_of_fault_is_told(locale: Path) -> None:
    written({Message("Oui"): {"a.py"}, Message("Non"): {"a.py"}}, Oui="Yes")
    (path := catalogues.path_of("en")).write_text(path.read_text().replace('"Yes"', '"Yeah"'))
    told = list(catalogues.faults({Message("Non"): {"a.py"}, Message("Neuf", "Neufs"): {"a.py"}}))
    assert told == [
        "en: not in the catalogue: 'Neuf'",
        "en: no longer in the source: 'Oui'",
        "en: not translated: 'Non'",
        "fr: the plurals are not those of the source",
        "en: the compiled catalogue is not that of the .po file",
    ]


@pytest.mark.parametrize("translation", ["Hello", "Hello %(other)s", "Hello <b>%(nom)s"])
def test_a_translation_that_loses_a_value_or_a_tag_is_a_fault(translation: str) -> None:
    entry = polib.POEntry(msgid="Bonjour <b>%(nom)s</b>", msgstr=translation)
    assert list(catalogues.faults_of(entry)) == ["the translation does not hold the same values or HTML tags"]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("L’espace « Lille » : ouvert", "L’espace «~Lille~»~: ouvert"),
        ("Sûr ? Oui ; merci !", "Sûr_? Oui_; merci_!"),
        ("À 100 %% : %(full)s", "À 100_%%~: %(full)s"),
        ("%(part)s % de 12 €", "%(part)s_% de 12_€"),
        ("Vu %(count)s %(name)s %s", "Vu %(count)s %(name)s %s"),
        ("<b>Demain :</b> https://exemple.fr", "<b>Demain~:</b> https://exemple.fr"),
        ("« {name} », à 12:30 :", "«~{name}~», à 12:30~:"),
        ("a ::before et x != y", "a ::before et x != y"),
    ],
)
def test_french_is_printed_with_spaces_that_do_not_break_lines(written: str, printed: str) -> None:
    assert typeset(written) == printed.replace("~", NO_BREAK).replace("_", NARROW)
    assert typeset(typeset(written)) == typeset(written)


def test_a_message_whose_spaces_changed_is_asked_to_be_printed_anew(locale: Path) -> None:
    written({Message("Vrai ?"): {"x.py"}}, **{"Vrai ?": "True?"})
    assert compiled(locale, "typography/fr").gettext("Vrai ?") == f"Vrai{NARROW}?"
    faults = list(catalogues.faults({Message("Faux ?"): {"x.py"}}))
    assert "typography/fr: not that of the source" in faults


def test_people_read_the_printed_form() -> None:
    code = "import django; django.setup(); from django.conf import settings; print(settings.LOCALE_PATHS[0].name)"
    shown = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "deploy.settings.development"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.strip() == "typography"

"""Compare the catalogues with the messages of the source, bring them in line, compile them."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from deploy.translations.messages import ROOT, Message
from deploy.translations.typography import typeset

LOCALE = ROOT / "deploy" / "locale"
# CLDR's cardinal rules for the two languages, decimals and millions left out as our figures are whole and small.
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "typography/fr": "nplurals=2; plural=(n > 1);",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!%)%[a-z]+|\{\w*\}|</?\w+")


def path_of(language: str) -> Path:
    """Return the path of a language's catalogue."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> polib.POFile:
    """Return the catalogue of a language, empty when there is none yet."""
    path = path_of(language)
    return polib.pofile(str(path), wrapwidth=0) if path.exists() else polib.POFile(wrapwidth=0)


def entries(catalogue: polib.POFile) -> dict[Message, polib.POEntry]:
    """Return the entries of a catalogue by message."""
    return {Message(e.msgid, e.msgid_plural, e.msgctxt or ""): e for e in catalogue if not e.obsolete}


def updated(language: str, messages: dict[Message, set[str]]) -> polib.POFile:
    """Return the catalogue of `language` for exactly `messages`, keeping what is already translated."""
    known = entries(read(language))
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": "citoyens-en-communs",
        "Language": language.rpartition("/")[2],
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for message in sorted(messages, key=lambda m: (m.msgid, m.context)):
        catalogue.append(entry(message, messages[message], known.get(message)))
    return catalogue


def entry(message: Message, places: Iterable[str], known: polib.POEntry | None) -> polib.POEntry:
    """Return the entry of one message, with its translation when it is known."""
    new = polib.POEntry(
        msgid=message.msgid,
        msgctxt=message.context or None,
        occurrences=[(place, "") for place in sorted(places)],
    )
    if message.plural:
        new.msgid_plural = message.plural
        new.msgstr_plural = known.msgstr_plural if known else {0: "", 1: ""}
    else:
        new.msgstr = known.msgstr if known else ""
    return new


def french(messages: dict[Message, set[str]]) -> polib.POFile:
    """Return the French catalogue: each message that has a plural, as it is written in the source."""
    catalogue = updated("fr", {m: places for m, places in messages.items() if m.plural})
    for each in catalogue:
        each.msgstr_plural = {0: each.msgid, 1: each.msgid_plural}
    return catalogue


def typography(messages: dict[Message, set[str]]) -> polib.POFile:
    """Return the catalogue of French as it is printed: the messages whose spaces change."""
    changed = {
        m: places for m, places in messages.items() if (typeset(m.msgid), typeset(m.plural)) != (m.msgid, m.plural)
    }
    catalogue = updated("typography/fr", changed)
    for each in catalogue:
        if each.msgid_plural:
            each.msgstr_plural = {0: typeset(each.msgid), 1: typeset(each.msgid_plural)}
        else:
            each.msgstr = typeset(each.msgid)
    return catalogue


def write(language: str, catalogue: polib.POFile) -> None:
    """Write a catalogue and its compiled form."""
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    path.with_suffix(".mo").write_bytes(catalogue.to_binary())


def faults(messages: dict[Message, set[str]]) -> Iterator[str]:
    """Yield in words everything that is missing, wrong or out of date in the catalogues."""
    known = entries(read("en"))
    yield from (f"en: not in the catalogue: {m.msgid!r}" for m in messages.keys() - known.keys())
    yield from (f"en: no longer in the source: {m.msgid!r}" for m in known.keys() - messages.keys())
    for each in known.values():
        yield from (f"en: {fault}: {each.msgid!r}" for fault in faults_of(each))
    if entries(read("fr")).keys() != {m for m in messages if m.plural}:
        yield "fr: the plurals are not those of the source"
    if str(typography(messages)) != str(read("typography/fr")):
        yield "typography/fr: not that of the source"
    for language in PLURALS:
        compiled = path_of(language).with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != read(language).to_binary():
            yield f"{language}: the compiled catalogue is not that of the .po file"


def faults_of(each: polib.POEntry) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    pairs = [(each.msgid, each.msgstr)]
    if each.msgid_plural:
        forms = each.msgstr_plural
        pairs = [(each.msgid, forms.get(0, "")), (each.msgid_plural, forms.get(1, ""))]
    if not all(translation.strip() for _, translation in pairs):
        yield "not translated"
    elif each.fuzzy:
        yield "translation marked as doubtful"
    elif any(set(PLACEHOLDER.findall(a)) != set(PLACEHOLDER.findall(b)) for a, b in pairs):
        yield "the translation does not hold the same values or HTML tags"

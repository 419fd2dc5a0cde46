"""French is shown as it is written in the source, and English is complete (`python -m deploy.translations update`)."""

from django.utils import translation

from deploy.translations import catalogues
from deploy.translations.messages import Message, every_message


def shown(message: Message) -> str:
    if message.plural:
        return translation.ngettext(message.msgid, message.plural, 1)
    if message.context:
        return translation.pgettext(message.context, message.msgid)
    return translation.gettext(message.msgid)


def test_no_library_gives_another_meaning_to_a_french_message() -> None:
    """A French word may be an English message of Django or allauth: add a context to ours (pgettext) when it is."""
    with translation.override("fr"):
        assert {m.msgid: shown(m) for m in every_message() if shown(m) != m.msgid} == {}


def test_zero_takes_the_singular_in_french_and_the_plural_in_english() -> None:
    with translation.override("fr"):
        assert translation.ngettext("dans %(n)s jour", "dans %(n)s jours", 0) == "dans %(n)s jour"
    with translation.override("en"):
        assert translation.ngettext("dans %(n)s jour", "dans %(n)s jours", 0) == "in %(n)s days"


def test_english_is_complete_and_compiled() -> None:
    assert sorted(catalogues.faults(every_message())) == []

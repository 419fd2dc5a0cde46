"""What the DNS says, and the difference between nothing and silence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from platform_core.outside.dns import Answer, addresses_of, ask
from tests.platform_core.outside.naming import Names, name_server


@pytest.fixture
def names(settings: LazySettings) -> Iterator[Names]:
    with name_server() as served:
        settings.DNS_SERVERS = [served.address]
        yield served


def test_records_are_given_as_texts_aliases_followed(names: Names) -> None:
    names.records = {
        ("participer.exemple.fr", "CNAME"): ["citoyens.test"],
        ("citoyens.test", "A"): ["192.0.2.7", "192.0.2.1"],
        ("citoyens.test", "AAAA"): ["2001:db8::1"],
        ("_essai.exemple.fr", "TXT"): ["un jeton", "v=spf1 -all"],
    }
    assert ask("participer.exemple.fr", "CNAME").values == ("citoyens.test",)
    assert addresses_of("participer.exemple.fr").values == ("192.0.2.1", "192.0.2.7", "2001:db8::1")
    assert ask("_essai.exemple.fr", "TXT").values == ("un jeton", "v=spf1 -all")


def test_nothing_is_not_silence(names: Names) -> None:
    names.records = {("exemple.fr", "A"): ["192.0.2.1"]}
    names.broken = {"malade.exemple.fr"}
    assert ask("absent.exemple.fr", "A") == Answer()
    assert ask("exemple.fr", "TXT") == Answer()
    assert ask("malade.exemple.fr", "A") == Answer(silent=True)


def test_a_server_that_is_away_is_silence(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform_core.outside.dns.PATIENCE", 0.3)
    settings.DNS_SERVERS = ["127.0.0.1:9"]
    assert ask("exemple.fr", "A") == Answer(silent=True)

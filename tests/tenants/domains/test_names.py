"""What people type or paste as a domain name."""

from __future__ import annotations

import pytest

from platform_core.errors import RuleBroken
from tenants.domains.names import clean_name, shown_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("participer.exemple.fr", "participer.exemple.fr"),
        ("  Participer.Exemple.FR. ", "participer.exemple.fr"),
        ("https://participer.exemple.fr/", "participer.exemple.fr"),
        ("mairie-de-béthune.fr", "xn--mairie-de-bthune-lqb.fr"),
        ("citoyens.test.exemple.fr", "citoyens.test.exemple.fr"),
    ],
)
def test_a_name_is_kept_in_ascii(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("https://", "empty"),
        ("mairie", "one_label"),
        ("192.0.2.1", "ip_address"),
        ("[2001:db8::1]", "ip_address"),
        ("2130706433", "ip_address"),
        ("citoyens.test", "platform"),
        ("autre.citoyens.test", "platform"),
        ("CITOYENS.test", "platform"),
        ("poste.local", "reserved"),
        ("serveur.internal", "reserved"),
        ("essai.localhost", "reserved"),
        ("exemple.fr:8443", "not_a_name"),
        ("exemple.fr/page", "not_a_name"),
        ("moi@exemple.fr", "not_a_name"),
        ("un nom.fr", "not_a_name"),
        ("-exemple.fr", "not_a_name"),
        ("exemple..fr", "not_a_name"),
        ("*.exemple.fr", "not_a_name"),
        ("_dmarc.exemple.fr", "not_a_name"),
        (f"{'a' * 64}.fr", "not_a_name"),
        (".".join(["abcdefgh"] * 32), "not_a_name"),
        ("exemple.123", "not_a_name"),
        ("exemple\u200b.fr\0", "not_a_name"),
    ],
)
def test_what_is_no_name_of_theirs_is_refused_with_a_sentence(typed: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        clean_name(typed)
    assert (refused.value.code, refused.value.field) == (code, "name")


def test_a_name_is_shown_with_its_accents() -> None:
    assert shown_name("xn--mairie-de-bthune-lqb.fr") == "mairie-de-béthune.fr"
    assert shown_name("xn--a.fr") == "xn--a.fr"

"""Machines of ours are never called on somebody's word."""

from __future__ import annotations

import pytest
from django.conf import LazySettings

from platform_core.errors import RuleBroken
from platform_core.outside.fetching import checked, fetch
from platform_core.outside.guard import is_public, safe_addresses

PRIVATE = [
    "127.0.0.1",
    "127.1.2.3",
    "0.0.0.0",  # noqa: S104 (an address to refuse)
    "10.0.0.1",
    "172.16.5.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "",
    "exemple.fr",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "185.199.108.153", "2a00:1450:4007:80e::2003", "::ffff:1.1.1.1"])
def test_an_address_of_the_internet_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "[::1]".strip("[]")])
def test_a_host_that_leads_to_this_machine_is_refused(host: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        safe_addresses(host, 25)
    assert refused.value.code in {"private_address", "unknown_host"}


@pytest.mark.parametrize(
    "url",
    [
        "http://exemple.fr/",
        "https://exemple.fr:8443/",
        "https://moi:secret@exemple.fr/",
        "ftp://exemple.fr/",
        "file:///etc/passwd",
        "https://",
        "https://[::1",
        "https://exemple.fr:99999/",
        "exemple.fr",
    ],
)
def test_only_plain_https_is_called(url: str) -> None:
    with pytest.raises(RuleBroken):
        checked(url)


def test_addresses_already_looked_up_are_checked_too(settings: LazySettings) -> None:
    with pytest.raises(RuleBroken) as refused:
        fetch("https://exemple.fr/", addresses=["10.0.0.8"])
    assert refused.value.code == "private_address"

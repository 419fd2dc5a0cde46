"""The operators' pages are reached from the networks on the list alone (O07)."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from django.conf import LazySettings

from platform_core.access.networks import is_listed
from platform_core.accounts.models import User
from tests import making

PATHS = ("/operateur/", "/operateur/compte/connexion/", "/operateur/journal/")


@pytest.fixture
def listed(settings: LazySettings, platform: None) -> LazySettings:
    settings.OPERATOR_NETWORKS = [ip_network("192.0.2.0/24"), ip_network("2001:db8::/32")]
    settings.NUM_PROXIES = 0
    return settings


@pytest.mark.parametrize("path", PATHS)
def test_from_elsewhere_they_do_not_exist(path: str, listed: LazySettings) -> None:
    browser = making.operator_browser()
    assert browser.get(path, REMOTE_ADDR="198.51.100.7").status_code == 404
    assert browser.get(path, REMOTE_ADDR="").status_code == 404
    for inside in ("192.0.2.9", "2001:db8::1"):
        assert browser.get(path, REMOTE_ADDR=inside).status_code in {200, 302}
    listed.OPERATOR_NETWORKS = []
    assert browser.get(path, REMOTE_ADDR="198.51.100.7").status_code in {200, 302}


def test_a_header_written_by_hand_opens_nothing(listed: LazySettings) -> None:
    browser = making.operator_browser()
    said = {"x-forwarded-for": "192.0.2.9"}
    assert browser.get("/operateur/", REMOTE_ADDR="198.51.100.7", headers=said).status_code == 404
    listed.NUM_PROXIES = 1
    assert browser.get("/operateur/", REMOTE_ADDR="10.0.0.2", headers=said).status_code == 302
    forged = {"x-forwarded-for": "192.0.2.9, 198.51.100.7"}  # ours is the last
    assert browser.get("/operateur/", REMOTE_ADDR="10.0.0.2", headers=forged).status_code == 404


def test_the_rest_of_the_site_and_spaces_stay_open(
    listed: LazySettings, visit: making.Visit, administrator: User
) -> None:
    assert making.operator_browser().get("/", REMOTE_ADDR="198.51.100.7").status_code == 200
    assert visit(administrator).get("/equipe/", REMOTE_ADDR="198.51.100.7").status_code == 200


def test_what_is_no_address_is_not_listed(listed: LazySettings) -> None:
    assert not is_listed("192.0.2.9/24")
    assert not is_listed("localhost")

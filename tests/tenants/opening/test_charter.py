"""The commons charter can be read, in force and past versions alike."""

import pytest

from tenants.opening.content.loader import CURRENT_VERSION, FOLDER, charter, charter_versions
from tests.typography import faults_in


def test_charter_in_force_is_the_latest_version() -> None:
    assert charter_versions()[-1] == CURRENT_VERSION
    assert charter().version == CURRENT_VERSION


@pytest.mark.parametrize("version", charter_versions())
def test_charter_version_is_whole(version: str) -> None:
    read = charter(version)
    assert read.version == version
    assert len(read.commitments) >= 5
    assert read.acceptance
    assert "\n# " not in f"\n{read.body}"


@pytest.mark.parametrize("promise", ["gratuit", "réciprocité", "neutralité", "modération", "données"])
def test_charter_keeps_the_five_promises(promise: str) -> None:
    assert promise in charter().body.lower()


@pytest.mark.parametrize("version", ["0", "99", "../1", ""])
def test_charter_unknown_version_is_an_error(version: str) -> None:
    with pytest.raises(KeyError):
        charter(version)


def test_charter_follows_french_typography_and_holds_no_html() -> None:
    assert faults_in(FOLDER) == []

"""The broker to which the tests' own process sends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from celery import current_app

from tests.worker.servers import publish_to


@pytest.fixture
def publisher() -> Iterator[None]:
    """Give back the broker of the tests' own messages."""
    before = current_app.conf.broker_url
    yield
    publish_to(before)

"""A step of a running consultation, and what somebody wrote in it."""

from __future__ import annotations

import pytest

from consultations.process.models import Contribution, Step
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making


@pytest.fixture
def step(space: Space) -> Step:
    return making.make_step(making.make_consultation(), "test_modality")


@pytest.fixture
def author(space: Space) -> User:
    return making.make_user("auteur@example.org", "Lou")


@pytest.fixture
def contribution(step: Step, author: User) -> Contribution:
    return making.make_contribution(step, author)

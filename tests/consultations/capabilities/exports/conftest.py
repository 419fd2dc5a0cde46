"""A consultation with proposals, and the people of its team."""

from __future__ import annotations

import pytest

from consultations.process.models import Contribution, Step
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making
from tests.consultations.capabilities.exports.files import LONG


@pytest.fixture
def step(space: Space) -> Step:
    return making.make_step(making.make_consultation(), "proposals", title="Proposer")


@pytest.fixture
def long_step(space: Space) -> Step:
    fields = {"title": LONG, "comments_enabled": False, "supports_enabled": False}
    return making.make_step(making.make_consultation(), "test_modality", **fields)  # type: ignore[arg-type]  # narrower than what the test gives


@pytest.fixture
def proposal(step: Step, resident: User) -> Contribution:
    return making.make_contribution(step, resident, kind="proposal", title="Planter des tilleuls")


@pytest.fixture
def analyst(space: Space) -> User:
    return making.make_user("analyse@example.org", "Analyse", roles=[Role.ANALYST])

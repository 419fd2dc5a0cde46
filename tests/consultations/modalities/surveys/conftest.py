"""A step with a survey."""

from __future__ import annotations

import pytest

from consultations.modalities.surveys.models import Survey
from consultations.modalities.surveys.operations.building import edit_survey
from consultations.modalities.surveys.operations.filling import fill_survey
from consultations.process.models import Step
from platform_core.access import System
from tenants.spaces.models import Space
from tests import making
from tests.consultations.modalities.surveys.sample import CONTENT

SYSTEM = System("tests")


@pytest.fixture
def step(space: Space) -> Step:
    return making.make_step(making.make_consultation(), "surveys", title="Enquête sur le bus")


@pytest.fixture
def survey(step: Step) -> Survey:
    return fill_survey(by=SYSTEM, step=step, content=CONTENT)


@pytest.fixture
def anonymous(survey: Survey) -> Survey:
    return edit_survey(by=SYSTEM, step=survey.step, is_anonymous=True)

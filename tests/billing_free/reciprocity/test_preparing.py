"""A space in preparation appears nowhere in what the commons says of itself, and receives nothing from others."""

from __future__ import annotations

from datetime import date

import pytest

from billing_free.metering.models import UsageDay
from billing_free.reciprocity.operations import pledge_gift
from billing_free.reciprocity.queries import use_of
from platform_core.accounts.models import User
from platform_core.errors import RuleBroken
from tenants.spaces.models import Space
from tests import making


def test_a_space_in_preparation_is_not_in_the_account(spaces: tuple[Space, Space], platform: None) -> None:
    for space in spaces:
        UsageDay.objects.create(space=space, on=date(2026, 1, 10), figures={"members": 5, "emails": 10})
    Space.objects.filter(pk=spaces[0].pk).update(opened_at=None)
    assert use_of(2026) == (1, {"members": 5, "emails": 10})


def test_nothing_is_given_to_it(spaces: tuple[Space, Space], administrator: User) -> None:
    with making.in_platform():
        Space.objects.filter(pk=spaces[1].pk).update(opened_at=None)
    with pytest.raises(RuleBroken) as refusal:
        pledge_gift(
            by=administrator,
            space=spaces[0],
            kind="hours",
            description="Une animation",
            given_on=date(2026, 1, 10),
            receiver=spaces[1].label,
        )
    assert refusal.value.field == "receiver"

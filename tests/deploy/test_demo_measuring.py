"""The demonstration is measured once it is filled: the operator sees figures at first sight."""

from __future__ import annotations

from billing_free.metering.models import Usage
from deploy.demo.measuring import measure_all
from tenants.console.models import SpaceHealth
from tenants.spaces.models import Space
from tests import making
from tests.tenants.console.conftest import signed_in

UNKNOWN = 'figure__value">–'


def test_every_space_is_measured_and_the_console_shows_it(platform: None, spaces: tuple[Space, Space]) -> None:
    operator = signed_in(making.make_user("operatrice@example.org", roles=["operator"]))
    before = operator.get("/operateur/").content.decode()
    assert measure_all() == measure_all() == Space.objects.active().count()
    assert set(Usage.objects.values_list("space", flat=True)) >= {one.pk for one in spaces}
    assert not SpaceHealth.objects.filter(space__in=spaces, size_bytes=None).exists()
    after = operator.get("/operateur/").content.decode()
    assert before.count(UNKNOWN) > 0
    assert after.count(UNKNOWN) == 0

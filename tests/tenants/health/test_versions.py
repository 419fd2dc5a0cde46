"""The list of versions, those that lag first; one of them brought up to date by the worker, asked from the page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed
from tenants.console.models import SpaceHealth
from tenants.health import tasks, updating
from tenants.health.operations import ask_update
from tenants.spaces.models import Space
from tenants.spaces.versions import known_version
from tests import making
from tests.tenants.console.conftest import signed_in, space_rows

PAGE = "/operateur/sante/versions/"


def test_those_that_lag_come_first_with_what_they_lack(browser: making.ScopedClient) -> None:
    made = space_rows(2, schema_version=known_version())
    Space.objects.exclude(pk__in=[one.pk for one in made]).update(schema_version=known_version())
    assert "Mettre à jour cet espace" not in browser.get(PAGE).content.decode()
    SpaceHealth.objects.filter(space=made[1]).update(lacking=["audit.0001_initial"])
    page = browser.get(PAGE).content.decode()
    assert page.index("Espace 001") < page.index("Espace 000")
    assert "audit.0001_initial" in page
    assert page.count("Mettre à jour cet espace") == 1


def test_the_gesture_is_an_operator_s_and_is_written(operator: User, spaces: tuple[Space, Space]) -> None:
    path = f"{PAGE}{spaces[0].pk}/mettre-a-jour/"
    curious = making.make_user("curieux@example.org")
    assert making.operator_browser().post(path).status_code == 302
    assert signed_in(curious).post(path).status_code == 404
    assert signed_in(operator).get(path).status_code == 405
    assert not Entry.objects.filter(action="health.ask_update").exists()
    assert signed_in(operator).post(path).status_code == 302
    assert Entry.objects.get(action="health.ask_update").actor_id == operator.pk
    for gesture in (ask_update, updating.bring_up):
        with pytest.raises(NotAllowed):
            gesture(by=curious, space=spaces[0])


def test_the_list_takes_the_same_statements_whatever_its_length(browser: making.ScopedClient) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(PAGE)
        return len(captured)

    space_rows(1)
    one = statements()
    Space.objects.filter(label="rang-000").update(label="autre")
    space_rows(3)
    assert statements() == one


def test_the_worker_brings_a_space_up_to_date(real_db: None, spaces: tuple[Space, Space]) -> None:
    space = spaces[0]
    with making.in_platform():
        SpaceHealth.objects.update_or_create(space=space, defaults={"lacking": ["audit.0001_initial"]})
        Space.objects.filter(pk=space.pk).update(schema_version="0001-old")
        try:
            tasks.update_space(space_id=space.pk)
            assert Space.objects.get(pk=space.pk).schema_version == known_version()
            assert SpaceHealth.objects.get(space=space).lacking == []
            said = Entry.objects.filter(action="health.update", target_id=str(space.pk)).first()
            assert said
            assert said.details["failed"] is False
        finally:
            Space.objects.filter(pk=space.pk).update(schema_version=known_version())
            SpaceHealth.objects.filter(space=space).delete()

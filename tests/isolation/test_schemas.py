"""A space built from the snapshot is the same as one built by migrations; a deleted one is gone."""

from __future__ import annotations

import re

import pytest
from django.db import IntegrityError
from django.utils import timezone

from platform_core.access import System
from platform_core.accounts.models import User
from platform_core.errors import RuleBroken
from tenants.postgresql.ddl import write_ddl
from tenants.postgresql.schemas import MODEL_SCHEMA, schema_exists
from tenants.spaces.models import Domain, Space, State
from tenants.spaces.operations import abandon_space, delete_space, reserve_space
from tests import making

SYSTEM = System("tests")
CASTS = re.compile(r"::(text|character varying)(\[\])?|[()]")


def plain(ddl: str) -> str:
    """Leave out casts and brackets, which PostgreSQL writes in another place when it reads its own text again."""
    return CASTS.sub("", ddl)


def test_a_space_from_the_snapshot_is_what_migrations_make(real_db: None, spaces: tuple[Space, Space]) -> None:
    made, model = write_ddl(spaces[0].schema_name), write_ddl(MODEL_SCHEMA)
    assert plain(made) == plain(model)
    assert "CREATE TABLE" in made
    assert "GENERATED ALWAYS AS (" in made  # the search column is there


def test_a_space_opened_under_a_deleted_ones_name_holds_nothing_of_it(real_db: None) -> None:
    first = making.make_space("cambrai")
    with making.in_space(first):
        making.make_user("ancien@example.org")
    with making.in_platform():
        delete_space(by=SYSTEM, space=first, reason="fin", at_once=True)
    assert not schema_exists(first.schema_name)
    with pytest.raises(RuleBroken, match="label_taken"):  # for a year nobody can have it
        making.make_space("cambrai")
    with making.in_platform():
        Domain.objects.filter(tenant=first).update(former_until=timezone.now())
    second = making.make_space("cambrai")
    assert second.schema_name != first.schema_name
    with making.in_space(second):
        assert not User.objects.filter(email="ancien@example.org").exists()
    with making.in_platform():
        delete_space(by=SYSTEM, space=second, reason="fin", at_once=True)


def test_a_label_is_taken_once(platform: None) -> None:
    reserve_space(by=SYSTEM, label="douai", name="Douai", kind="commune", contact_email="a@example.org")
    with pytest.raises(Exception, match="label_taken"):
        reserve_space(by=SYSTEM, label="douai", name="Douai", kind="commune", contact_email="a@example.org")


def test_a_schema_name_of_another_form_is_refused(platform: None) -> None:
    with pytest.raises(IntegrityError):
        Space.objects.create(
            schema_name="public", label="lens", name="Lens", kind="commune", contact_email="a@example.org"
        )


def test_an_abandoned_space_leaves_no_trace(real_db: None) -> None:
    with making.in_platform():
        space = reserve_space(
            by=SYSTEM, label="bethune", name="Béthune", kind="commune", contact_email="a@example.org"
        )
        abandon_space(by=SYSTEM, space=space)
        space.refresh_from_db()
        assert space.state == State.DELETED
        assert not schema_exists(space.schema_name)
        reserve_space(by=SYSTEM, label="bethune", name="Béthune", kind="commune", contact_email="a@example.org")
        Space.objects.filter(label="bethune").delete()

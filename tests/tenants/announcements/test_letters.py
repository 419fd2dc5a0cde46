"""Letters to administrators: once each, fifty spaces of which one is broken, gone on with after a stop, relaunched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.utils import timezone

from platform_core.accounts.models import User
from platform_core.errors import NotAllowed
from platform_core.mail.models import Email
from tenants.announcements import tasks
from tenants.announcements.models import Addressee, Announcement
from tenants.announcements.operations import publish_announcement, retry_letters, tell_space, withdraw_announcement
from tenants.announcements.queries import progress, to_tell
from tenants.announcements.rules import ATTEMPTS
from tenants.postgresql.owner import schema_role
from tenants.postgresql.roles import role_sql
from tenants.postgresql.schemas import drop_schema, random_schema_name
from tenants.spaces.models import Space, State
from tests import making
from tests.tenants.announcements.conftest import Say, words
from tests.tenants.console.conftest import space_rows

MANY, BROKEN = 50, 9


@pytest.fixture
def schemas(spaces: tuple[Space, Space], django_db_blocker: Any) -> Iterator[list[str]]:
    """Make schemas that hold accounts and nothing else: what writing to administrators reads. Gone after the rollback."""
    names = [random_schema_name() for _each in range(MANY)]
    with django_db_blocker.unblock():
        for name in names:
            as_owner(_accounts_alone(name, spaces[0].schema_name))
        as_owner(f'DROP TABLE "{names[BROKEN]}".accounts_user')
        yield names
        for name in names:
            drop_schema(name)


def as_owner(statements: str) -> None:
    """Run them apart from the test's transaction."""
    name = connections["owner"].settings_dict["NAME"]
    with psycopg.connect(**making.owner_dsn(name), autocommit=True) as owner:
        owner.execute(statements)


def _accounts_alone(name: str, model: str) -> str:
    return (
        f'CREATE SCHEMA "{name}"; CREATE TABLE "{name}".accounts_user (LIKE "{model}".accounts_user);'
        f' {role_sql(name)} GRANT USAGE ON SCHEMA "{name}" TO "{schema_role(name)}";'
        f' GRANT SELECT ON "{name}".accounts_user TO "{schema_role(name)}"'
    )


@pytest.fixture
def many(schemas: list[str], platform: None) -> list[Space]:
    """Return fifty spaces, of which the tenth has lost its tables."""
    rows = space_rows(MANY)
    for space, name in zip(rows, schemas, strict=True):
        Space.objects.filter(pk=space.pk).update(schema_name=name)
    return list(Space.objects.filter(label__startswith="rang-").order_by("label"))


def letters() -> list[str]:
    with making.in_platform():
        return sorted(Email.objects.filter(key__startswith="announcement:").values_list("to", flat=True))


def test_fifty_spaces_one_broken_the_others_are_told_and_it_goes_on(many: list[Space]) -> None:
    made = publish_announcement(by=making.SYSTEM, words=words(spaces=many, with_letter=True))
    for addressee in to_tell(timezone.now())[:3]:  # a worker that was stopped after three
        tell_space(by=making.SYSTEM, addressee=addressee)
    assert progress(made) == {"told": 3, "waiting": MANY - 3, "failed": 0}
    tasks.tell()
    assert progress(made) == {"told": MANY - 1, "waiting": 1, "failed": 0}
    broken = Addressee.objects.get(announcement=made, told_at=None)
    assert broken.space == many[BROKEN]
    assert "accounts_user" in broken.error or "relation" in broken.error
    assert len(letters()) == len(set(letters())) == 2 * (MANY - 1)  # without a team: its founder and its contact
    for _time in range(ATTEMPTS):
        tasks.tell()
    assert progress(made) == {"told": MANY - 1, "waiting": 0, "failed": 1}
    assert len(letters()) == 2 * (MANY - 1)
    one, other = many[BROKEN].schema_name, many[0].schema_name
    as_owner(
        f'CREATE TABLE "{one}".accounts_user (LIKE "{other}".accounts_user);'
        f' GRANT SELECT ON "{one}".accounts_user TO "{schema_role(one)}"'
    )
    assert retry_letters(by=making.SYSTEM, announcement=made) == 1
    tasks.tell()
    assert progress(made) == {"told": MANY, "waiting": 0, "failed": 0}


def test_each_administrator_receives_one(say: Say, administrator: User, moderator: User, space: Space) -> None:
    with making.in_space(space):
        making.make_user("autre@example.org", roles=["administrator"])
    made = say(spaces=[space], with_letter=True, audience="lille")
    with making.in_platform():
        for _time in range(3):
            tasks.tell()
            Addressee.objects.update(told_at=None)  # as if the mark had been lost: the key of the letter stands
        letter = Email.objects.get(to="admin@example.org")
    assert letters() == ["admin@example.org", "autre@example.org", "fondation@lille.example.org"]
    assert letter.subject == "Coupure mardi"
    assert "20 h" in " ".join(letter.paragraphs)
    assert "**" not in " ".join(letter.paragraphs)
    assert made.with_letter


@pytest.mark.parametrize("why", ["not asked", "to come", "withdrawn", "over"])
def test_no_letter(why: str, say: Say, administrator: User, space: Space) -> None:
    now = timezone.now()
    given: dict[str, Any] = {"with_letter": why != "not asked", "spaces": [space], "audience": "lille"}
    if why == "to come":
        given |= {"starts_at": now + timedelta(hours=1)}
    made = say(**given)
    with making.in_platform():
        if why == "withdrawn":
            withdraw_announcement(by=making.SYSTEM, announcement=made)
        if why == "over":
            Announcement.objects.update(starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))
        tasks.tell()
    assert letters() == []


def test_to_everybody_is_to_every_living_space(say: Say, platform: None, spaces: tuple[Space, Space]) -> None:
    gone = space_rows(1, state=State.DELETED)[0]
    made = say(with_letter=True)
    told = set(made.addressees.values_list("space_id", flat=True))
    assert {space.pk for space in spaces} <= told
    assert gone.pk not in told


def test_nobody_tells_in_place_of_the_platform(say: Say, operator: User, space: Space) -> None:
    with making.in_platform():
        made = say(spaces=[space], with_letter=True, audience="lille")
        with pytest.raises(NotAllowed):
            tell_space(by=operator, addressee=made.addressees.get())

"""Building the space of an accepted request: whole, or interrupted anywhere and taken up, or cleanly undone."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from allauth.account.models import EmailAddress
from django.db import OperationalError, connections
from django.test import Client
from django.utils import timezone

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.opening import operations
from tenants.opening.founder import PLATFORM
from tenants.opening.limits import BUILD_ATTEMPTS, STALLED_AFTER
from tenants.opening.models import SpaceRequest, State
from tenants.opening.queries import stages
from tenants.opening.tasks import build
from tenants.postgresql.current import connection
from tenants.postgresql.roles import role_exists
from tenants.postgresql.schemas import schema_exists
from tenants.spaces.models import Domain, Snapshot, Space
from tenants.spaces.models import State as SpaceState
from tenants.spaces.operations import build_space, delete_space
from tenants.spaces.registry import starters
from tests import making
from tests.tenants.opening.asking import accepted, letters_to

IN_PREPARATION = 503  # built, it answers, and opens to the public later
STEPS = ["schema", *starters(), "opening"]
Starter = Callable[[Callable[[Space], None]], None]


class Interrupted(RuntimeError):
    """What a test raises in the middle of a building."""


def status(space: Space) -> int:
    """Return how the host of a space answers (in a scope of its own, as a request from outside)."""
    before = connection.tenant
    try:
        return Client(headers={"host": space.host}).get("/").status_code
    finally:
        connection.set_tenant(before)


def space_of(request: SpaceRequest) -> Space:
    request.refresh_from_db()
    assert request.space is not None
    return request.space


def administrators(space: Space) -> list[str]:
    with making.in_space(space):
        return list(User.objects.filter(roles__contains=[Role.ADMINISTRATOR]).values_list("email", flat=True))


def test_a_space_is_built_with_its_founder_and_answers_only_then(built: None) -> None:
    request = accepted()
    assert status(space_of(request)) == 404
    build(request_id=request.pk)
    space = space_of(request)
    assert request.state == State.DONE
    assert space.state == SpaceState.ACTIVE
    assert status(space) == IN_PREPARATION
    with making.in_space(space):
        founder = User.objects.get()
        assert founder.email == request.email
        assert founder.roles == [Role.ADMINISTRATOR]
        assert not founder.has_usable_password()
        assert EmailAddress.objects.get(user=founder).verified
    assert letters_to(request.email) == ["Votre espace est prêt"]
    assert [stage.state for stage in stages(request)] == ["done"] * 5


def test_building_again_what_is_built_changes_nothing(built: None) -> None:
    request = accepted()
    for _time in range(3):
        build(request_id=request.pk)
    assert Space.objects.filter(label=request.label).count() == 1
    assert administrators(space_of(request)) == [request.email]
    assert letters_to(request.email) == ["Votre espace est prêt"]


@pytest.mark.parametrize("step", STEPS)
def test_a_building_that_stops_at_any_step_is_taken_up(built: None, step: str) -> None:
    request = accepted()

    def stop_there(reached: str) -> None:
        if reached == step:
            raise Interrupted

    with pytest.raises(Interrupted):
        build_space(by=PLATFORM, space=space_of(request), progress=stop_there)
    assert status(space_of(request)) == 404
    build(request_id=request.pk)
    assert status(space_of(request)) == IN_PREPARATION
    assert administrators(space_of(request)) == [request.email]


def test_a_building_stopped_after_the_opening_is_finished(built: None) -> None:
    request = accepted()
    build_space(by=PLATFORM, space=space_of(request))
    build(request_id=request.pk)
    request.refresh_from_db()
    assert request.state == State.DONE
    assert letters_to(request.email) == ["Votre espace est prêt"]


def test_a_schema_begun_by_an_older_version_is_built_anew(built: None) -> None:
    request = accepted()
    space = space_of(request)
    with pytest.raises(Interrupted):
        build_space(by=PLATFORM, space=space, progress=raise_after_schema)
    Space.objects.filter(pk=space.pk).update(schema_version="older")
    build(request_id=request.pk)
    assert space_of(request).schema_version == Snapshot.objects.latest("created_at").version
    assert status(space_of(request)) == IN_PREPARATION


def raise_after_schema(step: str) -> None:
    if step != "schema":
        raise Interrupted


def test_a_lost_database_connection_is_survived(built: None, starter: Starter) -> None:
    request = accepted()
    cut: list[bool] = []

    def cut_once(_space: Space) -> None:
        if not cut:
            cut.append(True)
            cut_the_connection()

    starter(cut_once)
    with pytest.raises(OperationalError):
        build(request_id=request.pk)
    connection.close_if_unusable_or_obsolete()
    with making.in_platform():
        assert request.state == State.ACCEPTED  # what this test holds in memory; the row says more:
        request.refresh_from_db()
        assert request.state == State.PROVISIONING
        assert "OperationalError" in request.last_error
        build(request_id=request.pk)
        assert status(space_of(request)) == IN_PREPARATION


def cut_the_connection() -> None:
    """End our own session, as a restart of the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    known = connections["default"].settings_dict
    wanted = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "password": known["PASSWORD"]}
    with psycopg.connect(**wanted, dbname=known["NAME"], autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])


def test_after_too_many_failures_it_is_undone_and_people_are_told(built: None, starter: Starter) -> None:
    operator = making.make_user("operatrice@example.org", roles=[Role.OPERATOR])
    request = accepted()
    space = space_of(request)

    def fail(_space: Space) -> None:
        raise Interrupted

    starter(fail)
    for _time in range(BUILD_ATTEMPTS):
        with pytest.raises(Interrupted):
            build(request_id=request.pk)
    build(request_id=request.pk)
    request.refresh_from_db()
    assert request.state == State.FAILED
    assert "Interrupted" in request.last_error
    assert not schema_exists(space.schema_name)
    assert not role_exists(space.schema_name)
    assert not Domain.objects.filter(tenant=space).exists()
    assert letters_to(request.email) == ["Votre espace n’est pas encore prêt"]
    assert letters_to(operator.email) == ["La construction d’un espace a échoué"]
    starter(lambda _space: None)
    operations.retry_request(by=operator, request=request)
    build(request_id=request.pk)
    assert status(space_of(request)) == IN_PREPARATION


def test_with_a_deleted_space_goes_who_founded_it(built: None) -> None:
    request = accepted()
    build(request_id=request.pk)
    space = space_of(request)
    delete_space(by=PLATFORM, space=space, reason="fin", at_once=True)
    assert (space_of(request).founder_email, request.email, request.public_name) == ("", "", "")
    assert not request.codes.exists()


def test_what_nobody_builds_is_found_after_a_while(built: None) -> None:
    request = accepted()
    assert operations.resume_stalled(by=PLATFORM) == 0
    SpaceRequest.objects.filter(pk=request.pk).update(progressed_at=timezone.now() - STALLED_AFTER * 2)
    assert operations.resume_stalled(by=PLATFORM) == 1
    build(request_id=request.pk)
    SpaceRequest.objects.filter(pk=request.pk).update(progressed_at=timezone.now() - STALLED_AFTER * 2)
    assert operations.resume_stalled(by=PLATFORM) == 0
